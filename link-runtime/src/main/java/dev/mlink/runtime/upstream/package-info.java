/** Calls to Triton, over gRPC and HTTP, and what their failures mean. */
package dev.mlink.runtime.upstream;
