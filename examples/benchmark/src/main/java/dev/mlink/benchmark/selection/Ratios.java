package dev.mlink.benchmark.selection;

import java.util.Arrays;

/** F of what was chosen divided by the greatest F there is, over many instances. */
record Ratios(double mean, double fifth, double least, double exact) {

    private static final double ROUNDING = 1e-9;

    static Ratios of(double[] ratios) {
        double[] sorted = ratios.clone();
        Arrays.sort(sorted);
        return new Ratios(
                Arrays.stream(sorted).average().orElseThrow(),
                sorted[(int) (.05 * (sorted.length - 1))],
                sorted[0],
                (double) Arrays.stream(sorted)
                                .filter(ratio -> ratio > 1 - ROUNDING)
                                .count()
                        / sorted.length);
    }
}
