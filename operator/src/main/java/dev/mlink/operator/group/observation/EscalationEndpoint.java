package dev.mlink.operator.group.observation;

import dev.mlink.triton.TritonAddress;

/**
 * One ready endpoint behind the Service that models escalate to.
 *
 * @param name the pod's name, else its address
 */
public record EscalationEndpoint(String name, TritonAddress grpc, TritonAddress http) {}
