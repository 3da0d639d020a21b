package dev.mlink.benchmark;

import dev.mlink.runtime.prediction.Predictor;
import dev.mlink.runtime.prediction.PredictorLoader;
import dev.mlink.runtime.store.Artifact;
import dev.mlink.runtime.store.ArtifactStore;
import dev.mlink.runtime.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** A predictor of the link-runtime with one sample to answer for. */
final class Served {
    /** Artefacts are named by their content: writing one again changes nothing. */
    private static final Path STORE = Path.of("target", "store");

    private final Predictor predictor;
    private final List<float[]> outputs;
    private final float[] answers;

    /** @param outputs what the predictor's sources answered */
    Served(Predictor predictor, List<float[]> outputs) {
        this.predictor = predictor;
        this.outputs = List.copyOf(outputs);
        this.answers = new float[predictor.outputSize()];
    }

    /** The answer; overwritten by the next. */
    float[] answer() {
        predictor.predict(outputs, 1, answers);
        return answers;
    }

    /** Compiles a link from "source" to "target" as the link-runtime does: kept in a store, read and verified. */
    static Predictor link(Artifact artifact) {
        try {
            ArtifactStore store = new Store(STORE).artifacts();
            return new PredictorLoader(store).load("target", store.write(artifact), List.of("source"));
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot keep an artefact in " + STORE.toAbsolutePath(), failed);
        }
    }
}
