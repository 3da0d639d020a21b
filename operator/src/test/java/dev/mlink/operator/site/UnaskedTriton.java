package dev.mlink.operator.site;

import dev.mlink.operator.triton.Exercise;
import dev.mlink.operator.triton.MetricsPage;
import dev.mlink.operator.triton.ModelDescription;
import dev.mlink.operator.triton.RepositoryIndex;
import dev.mlink.operator.triton.TritonControl;
import dev.mlink.operator.triton.TritonReply;
import dev.mlink.triton.TritonAccess;
import dev.mlink.triton.TritonAddress;
import dev.mlink.triton.wire.ModelConfig;
import java.time.Duration;

/** A Triton that nobody asks anything, but for what a test says. */
public interface UnaskedTriton extends TritonControl {

    @Override
    default TritonControl showing(TritonAccess access) {
        throw new UnsupportedOperationException();
    }

    @Override
    default TritonReply<RepositoryIndex> index(TritonAddress endpoint) {
        throw new UnsupportedOperationException();
    }

    @Override
    default TritonReply<ModelDescription> describe(TritonAddress endpoint, String model) {
        throw new UnsupportedOperationException();
    }

    @Override
    default TritonControl waiting(Duration load) {
        return this;
    }

    @Override
    default TritonReply<Done> load(TritonAddress endpoint, String model) {
        throw new UnsupportedOperationException();
    }

    @Override
    default TritonReply<Done> load(TritonAddress endpoint, ModelConfig config) {
        throw new UnsupportedOperationException();
    }

    @Override
    default TritonReply<Done> unload(TritonAddress endpoint, String model) {
        throw new UnsupportedOperationException();
    }

    @Override
    default TritonReply<Done> unloadAlone(TritonAddress endpoint, String model) {
        throw new UnsupportedOperationException();
    }

    @Override
    default TritonReply<MetricsPage> metrics(TritonAddress metrics) {
        throw new UnsupportedOperationException();
    }

    @Override
    default TritonReply<Exercise> exercise(TritonAddress endpoint, String model) {
        throw new UnsupportedOperationException();
    }
}
