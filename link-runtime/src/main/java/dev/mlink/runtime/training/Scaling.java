package dev.mlink.runtime.training;

import java.util.Arrays;

/**
 * Puts every element of an output on the same footing: (x - mean) / scale.
 *
 * @param mean mean of each element over the training part
 * @param scale its standard deviation there; 1 for an element that never changed
 */
record Scaling(float[] mean, float[] scale) {
    /**
     * An element that hardly moved while training and moves when serving must not drown the others: no scale is below
     * this share of the largest.
     */
    private static final double SMALLEST_SHARE = .01;

    /** Changes nothing. */
    static Scaling none(int width) {
        float[] scale = new float[width];
        Arrays.fill(scale, 1);
        return new Scaling(new float[width], scale);
    }

    /** @param rows [samples][elements], at least one sample */
    static Scaling of(float[][] rows) {
        int width = rows[0].length;
        double[] means = new double[width];
        double[] deviations = new double[width];
        double largest = 0;
        for (int element = 0; element < width; element++) {
            means[element] = mean(rows, element);
            deviations[element] = deviation(rows, element, means[element]);
            largest = Math.max(largest, deviations[element]);
        }
        return of(means, deviations, largest);
    }

    private static Scaling of(double[] means, double[] deviations, double largest) {
        float[] mean = new float[means.length];
        float[] scale = new float[means.length];
        for (int element = 0; element < means.length; element++) {
            mean[element] = (float) means[element];
            float floored = (float) Math.max(deviations[element], SMALLEST_SHARE * largest);
            scale[element] = deviations[element] > 0 && floored >= Float.MIN_NORMAL ? floored : 1;
        }
        return new Scaling(mean, scale);
    }

    float[][] apply(float[][] rows) {
        float[][] scaled = new float[rows.length][mean.length];
        for (int row = 0; row < rows.length; row++) {
            for (int element = 0; element < mean.length; element++) {
                scaled[row][element] = (rows[row][element] - mean[element]) / scale[element];
            }
        }
        return scaled;
    }

    private static double mean(float[][] rows, int element) {
        double sum = 0;
        for (float[] row : rows) {
            sum += row[element];
        }
        return sum / rows.length;
    }

    /** 0 where the values only differ by rounding. */
    private static double deviation(float[][] rows, int element, double mean) {
        double squares = 0;
        for (float[] row : rows) {
            squares += (row[element] - mean) * (row[element] - mean);
        }
        double deviation = Math.sqrt(squares / rows.length);
        return deviation > Math.ulp((float) mean) ? deviation : 0;
    }
}
