package dev.mlink.runtime.sampling;

import java.util.Map;

/**
 * One sample that came by, with how unsure predictions of it were.
 *
 * @param sample not chosen yet
 * @param uncertainties by what was predicted and by which predictor: a larger number is less sure, and only numbers under
 *     one name are compared; empty where nothing was predicted
 */
public record Candidate(Sample sample, Map<String, Double> uncertainties) {
    public Candidate {
        uncertainties = Map.copyOf(uncertainties);
    }

    /** One of which nothing was predicted. */
    public static Candidate of(Sample sample) {
        return new Candidate(sample, Map.of());
    }
}
