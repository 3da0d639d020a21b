package dev.mlink.runtime.evaluation;

import dev.mlink.runtime.calibration.Confidence;
import java.util.Optional;

/**
 * How far the answers for a target are to be trusted.
 *
 * @param predictor those of what answers for every sample; where the last exact value serves, otherwise
 * @param last last exact values; empty unless they serve
 */
public record TargetConfidence(Confidence predictor, Optional<Confidence> last) {}
