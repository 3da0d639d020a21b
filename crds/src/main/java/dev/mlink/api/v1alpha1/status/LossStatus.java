package dev.mlink.api.v1alpha1.status;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.mlink.api.v1alpha1.ApiObject;
import io.fabric8.generator.annotation.Required;

/**
 * A model that is predicted worse than it was certified.
 *
 * @param model its name
 * @param certified performance on the samples that certified its predictor, in [0, 1]
 * @param audited performance of the same predictor on newer audit samples, in [0, 1]
 */
@ApiObject
public record LossStatus(
        @Required @JsonPropertyDescription("The model's name in Triton's repository.") String model,
        @JsonPropertyDescription("Performance on the samples that certified its predictor.") Double certified,
        @JsonPropertyDescription("Performance of the same predictor on newer audit samples.") Double audited) {}
