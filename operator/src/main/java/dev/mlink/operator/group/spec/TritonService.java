package dev.mlink.operator.group.spec;

/**
 * The Kubernetes Service in front of the group's Triton; every ready endpoint behind it is driven.
 *
 * @param managed the servers are the operator's, not the user's
 */
public record TritonService(String name, int grpcPort, int httpPort, int metricsPort, boolean managed) {}
