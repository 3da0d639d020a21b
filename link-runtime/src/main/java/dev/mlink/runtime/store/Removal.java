package dev.mlink.runtime.store;

import java.util.Set;

/**
 * What nobody needs any more.
 *
 * @param trainings reports and plans, by name
 * @param abandoned trainings that will not be gone on with
 * @param profiles frozen samples and outputs, by name
 * @param artifacts trained predictors
 * @param reservoirs samples, by pod
 */
public record Removal(
        Set<String> trainings,
        Set<String> abandoned,
        Set<String> profiles,
        Set<Digest> artifacts,
        Set<String> reservoirs) {

    /** For people. */
    @Override
    public String toString() {
        return (trainings.size() + abandoned.size()) + " trainings, " + profiles.size() + " profiles, "
                + artifacts.size() + " artefacts and the samples of " + reservoirs.size() + " pods";
    }
}
