package dev.mlink.runtime.calibration;

/**
 * What the certainty of an answer has meant: the probability that it agrees with the exact output,
 * {@code 1 / (1 + exp(-(slope * certainty + intercept)))} (Platt's scaling). Plain numbers, so that it travels in the
 * routing table; never falls with the certainty.
 *
 * @param certainty what is read off an answer
 * @param slope at least 0; 0 gives every answer the same confidence
 * @param intercept finite
 */
public record Calibration(Certainty certainty, double slope, double intercept) {

    /** @throws IllegalArgumentException naming the number */
    public Calibration {
        if (!(slope >= 0 && Double.isFinite(slope)) || !Double.isFinite(intercept)) {
            throw new IllegalArgumentException("calibration with slope " + slope + " and intercept " + intercept
                    + "; the slope is a finite number from 0, the intercept a finite number");
        }
    }

    /** The probability in (0, 1) that an answer of this certainty agrees. */
    public double confidence(double certainty) {
        return 1 / (1 + Math.exp(-(slope * certainty + intercept)));
    }

    /**
     * What a confidence of another calibration of the same certainty is here; 0 and 1 stay.
     *
     * @param confidence in [0, 1]
     */
    double confidence(double confidence, Calibration other) {
        boolean inside = confidence > 0 && confidence < 1 && other.slope > 0;
        return inside
                ? confidence((Math.log(confidence / (1 - confidence)) - other.intercept) / other.slope)
                : confidence;
    }
}
