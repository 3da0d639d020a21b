package dev.mlink.runtime.evaluation;

import dev.mlink.runtime.calibration.Certification;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The largest rates of disagreement that a user wants certified.
 *
 * @param byModel rates in (0, .5)
 */
record DisagreementLimits(Map<String, Double> byModel) {
    private static final String OPTION = "--max-disagreement";

    /**
     * @param entries {@code model=rate}, or a rate alone for every model that is not named
     * @param models all there are
     * @throws IllegalArgumentException naming the option, the entry and what to write
     */
    static DisagreementLimits parse(List<String> entries, Set<String> models) {
        Map<String, Double> limits = new LinkedHashMap<>();
        for (String entry : entries) {
            int equals = entry.lastIndexOf('=');
            if (equals < 0) {
                double rate = rate(entry, entry);
                models.forEach(model -> limits.putIfAbsent(model, rate));
            } else {
                limits.put(known(entry.substring(0, equals), models), rate(entry, entry.substring(equals + 1)));
            }
        }
        return new DisagreementLimits(limits);
    }

    private static String known(String model, Set<String> models) {
        if (!models.contains(model)) {
            throw new IllegalArgumentException(
                    OPTION + " names '" + model + "', which the training does not know; write some of " + models);
        }
        return model;
    }

    private static double rate(String entry, String text) {
        try {
            return new Certification(Double.parseDouble(text)).maxDisagreement();
        } catch (IllegalArgumentException none) {
            throw new IllegalArgumentException(
                    OPTION + " is '" + entry + "'; write a share above 0 and below 0.5, such as 0.05 or class=0.05",
                    none);
        }
    }
}
