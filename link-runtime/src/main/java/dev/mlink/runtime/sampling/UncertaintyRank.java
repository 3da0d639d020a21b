package dev.mlink.runtime.sampling;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Makes uncertainties of several predictors comparable: each becomes its rank among the {@value #WINDOW} latest of its
 * own predictor, and the largest rank is the sample's. Only what came before counts. Not for several threads.
 */
final class UncertaintyRank {
    private static final int WINDOW = 512;
    private static final int MOST_PREDICTORS = 256;

    private final Map<String, Window> windows = new LinkedHashMap<>(16, .75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Window> eldest) {
            return size() > MOST_PREDICTORS;
        }
    };

    /** The latest values of one predictor. */
    private static final class Window {
        private final double[] values = new double[WINDOW];
        private long seen;

        /** Share of the values that are smaller, equal ones counted half; then the value joins them. */
        double rank(double value) {
            int known = (int) Math.min(seen, WINDOW);
            double below = 0;
            for (int i = 0; i < known; i++) {
                int order = Double.compare(values[i], value);
                below += order < 0 ? 1 : order == 0 ? .5 : 0;
            }
            values[(int) (seen++ % WINDOW)] = value;
            return known == 0 ? .5 : below / known;
        }
    }

    /** @param uncertainties by predictor, at least one */
    double of(Map<String, Double> uncertainties) {
        return uncertainties.entrySet().stream()
                .mapToDouble(one -> windows.computeIfAbsent(one.getKey(), first -> new Window())
                        .rank(one.getValue()))
                .max()
                .orElseThrow();
    }
}
