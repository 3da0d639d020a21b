package dev.mlink.runtime.routing;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * For each row of an output, the probability that it agrees with the exact one.
 *
 * @param values in [0, 1], by row; 0 where they are not known
 * @param known whether the predictor was calibrated
 */
record Confidences(double[] values, boolean known) {

    static Confidences unknown(int rows) {
        return new Confidences(new double[rows], false);
    }

    int rows() {
        return values.length;
    }

    double of(int row) {
        return values[row];
    }

    /** The smallest; 1 of no rows. */
    double least() {
        return Arrays.stream(values).min().orElse(1);
    }

    /** Where the smallest is. */
    int leastRow() {
        int least = 0;
        for (int row = 1; row < values.length; row++) {
            least = values[row] < values[least] ? row : least;
        }
        return least;
    }

    /** The same with some rows replaced by exact ones. */
    Confidences certainIn(List<Integer> rows) {
        double[] certain = values.clone();
        rows.forEach(row -> certain[row] = 1);
        return new Confidences(certain, known || rows.size() == values.length);
    }

    /** With four digits, separated by commas. */
    String text() {
        return Arrays.stream(values)
                .mapToObj(value -> String.format(Locale.ROOT, "%.4f", value))
                .collect(Collectors.joining(","));
    }
}
