package dev.mlink.runtime.routing;

import java.util.OptionalDouble;

/**
 * What a client asks of MLink rather than of the model.
 *
 * @param exact never answer with a prediction
 * @param sample the inputs may be kept to learn from
 * @param minConfidence no prediction that is less confident, in [0, 1]
 * @param stream the origin of the samples; empty where none is named
 * @param join names the sample within its stream, so that several requests may carry its inputs; empty where none is named
 */
public record Directives(boolean exact, boolean sample, OptionalDouble minConfidence, String stream, String join) {

    /** What holds when a client says nothing. */
    public static Directives none() {
        return new Directives(false, true, OptionalDouble.empty(), "", "");
    }

    public Directives withExact(boolean value) {
        return new Directives(value, sample, minConfidence, stream, join);
    }

    public Directives withSample(boolean value) {
        return new Directives(exact, value, minConfidence, stream, join);
    }

    public Directives withMinConfidence(double value) {
        return new Directives(exact, sample, OptionalDouble.of(value), stream, join);
    }

    public Directives withStream(String value) {
        return new Directives(exact, sample, minConfidence, value, join);
    }

    public Directives withJoin(String value) {
        return new Directives(exact, sample, minConfidence, stream, value);
    }
}
