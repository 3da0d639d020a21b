package dev.mlink.runtime.profiling;

import java.util.List;

/**
 * How far a profile is.
 *
 * @param samples frozen; 0 when the profile does not exist
 * @param models those whose turn has begun or ended
 */
public record ProfileProgress(String profile, int samples, List<ModelProgress> models) {
    public ProfileProgress {
        models = List.copyOf(models);
    }
}
