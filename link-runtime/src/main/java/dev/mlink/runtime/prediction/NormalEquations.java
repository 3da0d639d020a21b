package dev.mlink.runtime.prediction;

/**
 * Solves {@code (G + p I) W = C} by Cholesky's decomposition, in double precision.
 *
 * @param gram G, symmetric and positive, [n, n], row-major
 * @param penalty p, above 0
 */
record NormalEquations(double[] gram, int n, double penalty) {

    /**
     * @param cross C, [n, out], row-major
     * @return W, [n, out], row-major
     */
    double[] solve(double[] cross, int out) {
        double[] lower = decompose();
        double[] solution = cross.clone();
        for (int column = 0; column < out; column++) {
            forward(lower, solution, column, out);
            backward(lower, solution, column, out);
        }
        return solution;
    }

    /** L of G + p I = L L'. */
    private double[] decompose() {
        double[] lower = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = gram[i * n + j] + (i == j ? penalty : 0);
                for (int k = 0; k < j; k++) {
                    sum -= lower[i * n + k] * lower[j * n + k];
                }
                // rounding may leave a dependent column a little below the penalty
                lower[i * n + j] = i == j ? Math.sqrt(Math.max(sum, penalty / 2)) : sum / lower[j * n + j];
            }
        }
        return lower;
    }

    private void forward(double[] lower, double[] solution, int column, int out) {
        for (int i = 0; i < n; i++) {
            double sum = solution[i * out + column];
            for (int k = 0; k < i; k++) {
                sum -= lower[i * n + k] * solution[k * out + column];
            }
            solution[i * out + column] = sum / lower[i * n + i];
        }
    }

    private void backward(double[] lower, double[] solution, int column, int out) {
        for (int i = n - 1; i >= 0; i--) {
            double sum = solution[i * out + column];
            for (int k = i + 1; k < n; k++) {
                sum -= lower[k * n + i] * solution[k * out + column];
            }
            solution[i * out + column] = sum / lower[i * n + i];
        }
    }
}
