package dev.mlink.api.v1alpha1.status;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.mlink.api.v1alpha1.ApiObject;

/**
 * What came of having a model answer zeros while it is measured.
 *
 * @param reportedBytes null where its backend reports nothing
 * @param refusal null where it answered
 */
@ApiObject
public record ExerciseStatus(
        @JsonPropertyDescription("Samples in each request.") Integer batch,
        @JsonPropertyDescription("Median milliseconds per sample.") Double timeMillis,
        @JsonPropertyDescription("GPU memory that its backend reports.") Long reportedBytes,
        @JsonPropertyDescription("Why it was not to be asked, in Triton's words.") String refusal) {}
