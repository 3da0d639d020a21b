package dev.mlink.operator.triton;

import dev.mlink.api.v1alpha1.spec.Device;
import dev.mlink.triton.TritonAddress;

/**
 * A Triton whose memory is to be read.
 *
 * @param device where the memory of its models is counted
 * @param container the one that Triton runs in
 * @param metrics where Triton itself tells of its GPUs
 */
public record MeteredTriton(Device device, String namespace, String pod, String container, TritonAddress metrics) {}
