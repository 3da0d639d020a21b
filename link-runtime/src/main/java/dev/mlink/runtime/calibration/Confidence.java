package dev.mlink.runtime.calibration;

import java.util.Optional;

/**
 * How far the answers of a predictor are to be trusted.
 *
 * @param calibration from how sure an answer is to the probability that it agrees
 * @param certificate whether a declared rate of disagreement is kept; empty where none is declared
 */
public record Confidence(Calibration calibration, Optional<Certificate> certificate) {}
