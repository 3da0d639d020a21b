package dev.mlink.api.v1alpha1.status;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.mlink.api.v1alpha1.ApiObject;
import io.fabric8.generator.annotation.Required;
import java.util.List;

/**
 * One predictor that could answer for a model.
 *
 * @param selection mean score on the samples that choose
 * @param performance mean score on samples that chose nothing
 */
@ApiObject
public record RungStatus(
        @Required @JsonPropertyDescription("What would answer.") PredictorKind predictor,
        @JsonPropertyDescription("The active models that it would be predicted from.") List<String> sources,
        @JsonPropertyDescription("Mean score on the samples that choose, in [0, 1].") Double selection,
        @JsonPropertyDescription("Mean score on samples that chose nothing, in [0, 1].") Double performance) {

    public RungStatus {
        sources = sources == null ? List.of() : List.copyOf(sources);
    }
}
