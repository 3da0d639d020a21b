package dev.mlink.runtime.profiling;

/**
 * How far a model's turn is.
 *
 * @param done samples
 * @param millisPerSample median, one sample at a time; 0 before the end
 * @param error why it stopped; empty while all is well
 * @param complete its outputs are in the store
 */
public record ModelProgress(String model, int done, double millisPerSample, String error, boolean complete) {

    static ModelProgress begun(String model) {
        return new ModelProgress(model, 0, 0, "", false);
    }

    ModelProgress at(int samples) {
        return new ModelProgress(model, samples, 0, "", false);
    }

    ModelProgress stopped(String why) {
        return new ModelProgress(model, done, 0, why, false);
    }

    static ModelProgress completed(String model, int samples, double millisPerSample) {
        return new ModelProgress(model, samples, millisPerSample, "", true);
    }
}
