package dev.mlink.api.v1alpha1.status;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.mlink.api.v1alpha1.ApiObject;

/**
 * The link in force against the one that a later training made, on samples that neither learned or was chosen from.
 *
 * @param previous mean score of the link that was in force, in [0, 1]; null where nothing was compared
 * @param retrained mean score of the later one, in [0, 1]; null where its training diverged, and nothing was compared
 * @param samples behind both; 0 where nothing was compared
 * @param kept whether the one that was in force stays: unless the later one scores higher
 */
@ApiObject
public record TrialStatus(
        @JsonPropertyDescription("Mean score of the link that was in force, in [0, 1].") Double previous,
        @JsonPropertyDescription("Mean score of the retrained link, in [0, 1]; absent where its training diverged.")
                Double retrained,
        @JsonPropertyDescription("Samples behind both scores, newer than all that either learned from.")
                Integer samples,
        @JsonPropertyDescription("True: the link that was in force stays, since the retrained one is not better.")
                Boolean kept) {}
