package dev.mlink.api.v1alpha1.status;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.mlink.api.v1alpha1.ApiObject;
import io.fabric8.generator.annotation.Required;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * What the newest test came to whether predictors still hold.
 *
 * @param training whose predictors were tested
 * @param profile on whose audit samples
 * @param since when the newest sample arrived that the training saw
 * @param samples audit samples that are newer
 * @param losses the models that do worse than chance explains
 * @param untested null where it could be told
 */
@ApiObject
public record DriftStatus(
        @Required @JsonPropertyDescription("The training whose predictors were tested.") String training,
        @Required @JsonPropertyDescription("The profile on whose audit samples.") String profile,
        @JsonPropertyDescription("When the newest sample arrived that the training saw.") Instant since,
        @JsonPropertyDescription("Audit samples that are newer.") Integer samples,
        @JsonPropertyDescription("The models that do worse than chance explains.") List<LossStatus> losses,
        @JsonPropertyDescription("Why nothing could be told.") String untested,
        @JsonPropertyDescription("When it was tested.") Instant testedAt) {

    public DriftStatus {
        losses = losses == null ? List.of() : List.copyOf(losses);
        samples = samples == null ? 0 : samples;
        testedAt = testedAt == null ? null : testedAt.truncatedTo(ChronoUnit.SECONDS);
    }
}
