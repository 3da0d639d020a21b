package dev.mlink.operator.planning.selection;

/** A predicted model whose measured performance is below the minimum that was asked for it. */
public record Shortfall(String model, double performance, double minimum) {}
