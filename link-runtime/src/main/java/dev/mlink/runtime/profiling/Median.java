package dev.mlink.runtime.profiling;

import java.util.Arrays;

/**
 * The middle of some measurements.
 *
 * @param measurements at least one
 */
record Median(double[] measurements) {

    double value() {
        double[] sorted = measurements.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
