package dev.mlink.operator.triton;

import dev.mlink.operator.triton.TritonReply.Unreachable;
import dev.mlink.triton.TritonAccess;
import dev.mlink.triton.TritonAddress;
import dev.mlink.triton.wire.ModelConfig;
import java.time.Duration;

/**
 * Reaches no Triton, since what has to be shown to it cannot be had.
 *
 * @param reason a sentence for a condition
 */
public record LockedOut(String reason) implements TritonControl {

    @Override
    public TritonControl showing(TritonAccess access) {
        return this;
    }

    @Override
    public TritonReply<RepositoryIndex> index(TritonAddress endpoint) {
        return new Unreachable<>(reason);
    }

    @Override
    public TritonReply<ModelDescription> describe(TritonAddress endpoint, String model) {
        return new Unreachable<>(reason);
    }

    @Override
    public TritonControl waiting(Duration load) {
        return this;
    }

    @Override
    public TritonReply<Done> load(TritonAddress endpoint, String model) {
        return new Unreachable<>(reason);
    }

    @Override
    public TritonReply<Done> load(TritonAddress endpoint, ModelConfig config) {
        return new Unreachable<>(reason);
    }

    @Override
    public TritonReply<Done> unload(TritonAddress endpoint, String model) {
        return new Unreachable<>(reason);
    }

    @Override
    public TritonReply<Done> unloadAlone(TritonAddress endpoint, String model) {
        return new Unreachable<>(reason);
    }

    @Override
    public TritonReply<MetricsPage> metrics(TritonAddress metrics) {
        return new Unreachable<>(reason);
    }

    @Override
    public TritonReply<Exercise> exercise(TritonAddress endpoint, String model) {
        return new Unreachable<>(reason);
    }
}
