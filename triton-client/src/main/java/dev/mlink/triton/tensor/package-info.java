/** Typed tensors: their bytes as Triton lays them out, views of them as Java values, and their place in a message. */
package dev.mlink.triton.tensor;
