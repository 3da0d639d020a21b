/** The front doors: the Open Inference Protocol with Triton's extensions, over gRPC and HTTP. */
package dev.mlink.runtime.protocol;
