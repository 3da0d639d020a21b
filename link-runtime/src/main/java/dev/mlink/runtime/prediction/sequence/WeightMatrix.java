package dev.mlink.runtime.prediction.sequence;

import dev.mlink.runtime.store.Artifact;
import java.util.Arrays;

/**
 * A weight matrix, one array per row. Four rows at a time are added to a sum, which the compiler turns into vector
 * instructions that load and store the sum once for four rows (measured: 20 % faster than row by row, eight are slower).
 */
final class WeightMatrix {
    private final float[][] rows;

    private WeightMatrix(float[][] rows) {
        this.rows = rows;
    }

    /** An array of two axes. */
    static WeightMatrix of(Artifact artifact, String name) {
        int height = artifact.array(name).rows();
        float[] flat = artifact.array(name).floats();
        int width = flat.length / height;
        float[][] rows = new float[height][];
        Arrays.setAll(rows, row -> Arrays.copyOfRange(flat, row * width, (row + 1) * width));
        return new WeightMatrix(rows);
    }

    int height() {
        return rows.length;
    }

    int width() {
        return rows[0].length;
    }

    float[] row(int row) {
        return rows[row];
    }

    /** Some of the rows; they are shared. */
    WeightMatrix rows(int from, int to) {
        return new WeightMatrix(Arrays.copyOfRange(rows, from, to));
    }

    /** Each row r as {@code r · weights + bias}: what a layer makes of it, once and for all. */
    WeightMatrix times(WeightMatrix weights, float[] bias) {
        float[][] products = new float[rows.length][];
        for (int row = 0; row < rows.length; row++) {
            products[row] = bias.clone();
            weights.addProduct(rows[row], products[row]);
        }
        return new WeightMatrix(products);
    }

    /** The same with each column multiplied by its own factor. */
    WeightMatrix columnsTimes(float[] factors) {
        float[][] scaled = new float[rows.length][factors.length];
        for (int row = 0; row < rows.length; row++) {
            for (int column = 0; column < factors.length; column++) {
                scaled[row][column] = rows[row][column] * factors[column];
            }
        }
        return new WeightMatrix(scaled);
    }

    /**
     * {@code sum += vector · weights}
     *
     * @param vector as long as the matrix is high, or longer
     * @param sum as long as the matrix is wide
     */
    void addProduct(float[] vector, float[] sum) {
        int row = 0;
        for (; row + 4 <= rows.length; row += 4) {
            addFour(vector, row, sum);
        }
        for (; row < rows.length; row++) {
            addScaled(vector[row], rows[row], sum);
        }
    }

    /** {@code sum += factor * row} */
    static void addScaled(float factor, float[] row, float[] sum) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += factor * row[i];
        }
    }

    private void addFour(float[] vector, int row, float[] sum) {
        float[] first = rows[row];
        float[] second = rows[row + 1];
        float[] third = rows[row + 2];
        float[] fourth = rows[row + 3];
        float a = vector[row];
        float b = vector[row + 1];
        float c = vector[row + 2];
        float d = vector[row + 3];
        for (int i = 0; i < sum.length; i++) {
            sum[i] += a * first[i] + b * second[i] + c * third[i] + d * fourth[i];
        }
    }
}
