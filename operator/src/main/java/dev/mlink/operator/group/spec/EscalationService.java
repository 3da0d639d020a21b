package dev.mlink.operator.group.spec;

/** The Kubernetes Service in front of the Tritons that models escalate to; they are not driven. */
public record EscalationService(String name, int grpcPort, int httpPort) {}
