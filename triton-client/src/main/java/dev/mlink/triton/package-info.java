/** What Triton and the Open Inference Protocol say over gRPC: addresses, channels and typed tensors. */
package dev.mlink.triton;
