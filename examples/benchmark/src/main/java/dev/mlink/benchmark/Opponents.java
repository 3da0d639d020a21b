package dev.mlink.benchmark;

/**
 * One network twice, with the same weights and the same sample to answer for.
 *
 * @param served from plain arrays, as the link-runtime answers
 * @param framework by DJL
 */
record Opponents(Served served, Framework framework) implements AutoCloseable {
    @Override
    public void close() {
        framework.close();
    }
}
