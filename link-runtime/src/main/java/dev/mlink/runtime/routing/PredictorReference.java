package dev.mlink.runtime.routing;

import dev.mlink.runtime.store.Digest;
import java.util.List;

/**
 * What answers for a model that is not executed.
 *
 * @param sources the models that must be executed for it; none for a prior
 * @param artifact where its arrays are
 * @param performance mean score in [0,1] on certification samples
 */
public record PredictorReference(List<String> sources, Digest artifact, double performance) {
    public PredictorReference {
        sources = List.copyOf(sources);
    }
}
