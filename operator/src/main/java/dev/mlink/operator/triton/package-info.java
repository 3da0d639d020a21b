/** The rim towards Triton: what it has loaded, loading and unloading, and what its container's memory is. */
package dev.mlink.operator.triton;
