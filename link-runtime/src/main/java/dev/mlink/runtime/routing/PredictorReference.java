package dev.mlink.runtime.routing;

import dev.mlink.runtime.calibration.Calibration;
import dev.mlink.runtime.store.Digest;
import java.util.List;
import java.util.Optional;

/**
 * What answers for a model that is not executed.
 *
 * @param sources the models that must be executed for it; none for a prior
 * @param artifact where its arrays are
 * @param performance mean score in [0,1] on certification samples
 * @param calibration from what an answer says of itself to its confidence; empty where it is not known
 */
public record PredictorReference(
        List<String> sources, Digest artifact, double performance, Optional<Calibration> calibration) {
    public PredictorReference {
        sources = List.copyOf(sources);
    }

    /** The same from some of its sources, of which nothing was calibrated. */
    PredictorReference onlyFrom(List<String> some) {
        return new PredictorReference(some, artifact, performance, Optional.empty());
    }
}
