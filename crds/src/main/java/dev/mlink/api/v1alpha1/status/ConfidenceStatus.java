package dev.mlink.api.v1alpha1.status;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.mlink.api.v1alpha1.ApiObject;
import io.fabric8.generator.annotation.Required;

/**
 * Whether a model's predictions keep the declared maxDisagreement.
 *
 * @param certified when not, no prediction is given out
 * @param threshold the confidence from which on predictions are given out; null when not certified
 * @param disagreement rate among the certification samples at or above it; null when not certified
 * @param bound one-sided 95 % bound of that rate (Clopper-Pearson); null when not certified
 * @param accepted share of the certification samples at or above it; null when not certified
 * @param givenOut mean score of all certification samples where a prediction that is not given out scores nothing; 0 when
 *     not certified
 * @param reason why it is not certified; null when it is
 */
@ApiObject
public record ConfidenceStatus(
        @Required @JsonPropertyDescription("Whether predictions are certified to keep maxDisagreement.")
                Boolean certified,
        @JsonPropertyDescription("The confidence from which on predictions are given out.") Double threshold,
        @JsonPropertyDescription("How often predictions at or above it disagreed on certification samples.")
                Double disagreement,
        @JsonPropertyDescription("One-sided 95 % bound of that rate.") Double bound,
        @JsonPropertyDescription("Certification samples.") Integer samples,
        @JsonPropertyDescription("Share of them at or above the threshold.") Double accepted,
        @JsonPropertyDescription("Mean score where a prediction that is not given out scores nothing, in [0, 1].")
                Double givenOut,
        @JsonPropertyDescription("Why it is not certified.") String reason) {}
