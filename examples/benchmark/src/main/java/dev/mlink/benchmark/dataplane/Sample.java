package dev.mlink.benchmark.dataplane;

/**
 * What one peer did in one round.
 *
 * @param alone with one request under way
 * @param busy with many
 * @param cpuMicros CPU time of the peer's process per request of {@code busy}; 0 where there is none between
 */
record Sample(Load.Measured alone, Load.Measured busy, double cpuMicros) {}
