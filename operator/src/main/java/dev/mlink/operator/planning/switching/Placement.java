package dev.mlink.operator.planning.switching;

/** One model on one endpoint. */
public record Placement(String endpoint, String model) {}
