package dev.mlink.operator.planning.hysteresis;

import java.time.Duration;

/**
 * How reluctantly a set is given up.
 *
 * @param minimumGain in F, in [0,1]: below it nothing is switched
 * @param minimumDwell how long a set stays at least
 */
public record Reluctance(double minimumGain, Duration minimumDwell) {

    public Reluctance {
        if (!(minimumGain >= 0 && minimumGain <= 1)) {
            throw new IllegalArgumentException(
                    "minimumGain: " + minimumGain + "; give a fraction between 0 and 1, such as 0.005");
        }
        if (minimumDwell.isNegative()) {
            throw new IllegalArgumentException("minimumDwell: " + minimumDwell + "; give 0 or more");
        }
    }
}
