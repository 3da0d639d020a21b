package dev.mlink.runtime.calibration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Confidences that accept a wanted share of some answers. Each lies between two that occurred, so that an answer computed
 * once more, and rounded otherwise, falls on the same side.
 */
final class Thresholds {
    private final double[] descending;

    Thresholds(Calibration calibration, Evidence evidence) {
        double[] confidences = Arrays.stream(evidence.certainties())
                .map(calibration::confidence)
                .sorted()
                .toArray();
        this.descending = new double[confidences.length];
        Arrays.setAll(descending, i -> confidences[confidences.length - 1 - i]);
    }

    /**
     * From strict to loose: one for each share, equally far apart, without repetition; the last accepts everything.
     *
     * @param strictest share in (0, 1]
     * @param count at least 1
     */
    List<Double> from(double strictest, int count) {
        List<Double> thresholds = new ArrayList<>();
        for (int i = 0; i < count - 1; i++) {
            double threshold = accepting(strictest + (1 - strictest) * i / (count - 1));
            if (threshold > 0 && (thresholds.isEmpty() || threshold < thresholds.get(thresholds.size() - 1))) {
                thresholds.add(threshold);
            }
        }
        thresholds.add(0.0);
        return thresholds;
    }

    /** Accepts at least this share; 0 where that takes all of them. */
    private double accepting(double share) {
        int accepted = (int) Math.ceil(share * descending.length);
        while (accepted < descending.length && accepted > 0 && descending[accepted] == descending[accepted - 1]) {
            accepted++;
        }
        boolean all = accepted >= descending.length || accepted == 0;
        return all ? 0 : (descending[accepted - 1] + descending[accepted]) / 2;
    }
}
