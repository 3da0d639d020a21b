package dev.mlink.operator.planning.hysteresis;

/**
 * By how much F of the challenger exceeds that of the set in force.
 *
 * @param gain negative where it falls below
 * @param margin half of the 95 % interval of the gain
 * @param samples it was measured on
 */
public record Lead(double gain, double margin, int samples) {}
