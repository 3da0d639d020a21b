package dev.mlink.runtime.routing;

import dev.mlink.triton.TritonAddress;

/**
 * One Triton of the group.
 *
 * @param name stable within a table: the pod's name
 */
public record Endpoint(String name, TritonAddress grpc, TritonAddress http) {}
