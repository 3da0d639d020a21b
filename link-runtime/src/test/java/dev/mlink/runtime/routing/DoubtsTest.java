package dev.mlink.runtime.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.mlink.runtime.prediction.Predictor;
import dev.mlink.runtime.prediction.PredictorLoader;
import dev.mlink.runtime.prediction.Uncertainty;
import dev.mlink.runtime.routing.ActiveTable.CompiledPredictor;
import dev.mlink.runtime.store.Digest;
import dev.mlink.runtime.store.Store;
import dev.mlink.runtime.testing.AffineGroup;
import dev.mlink.triton.tensor.Datatype;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoubtsTest {
    @TempDir
    Path directory;

    private final Doubts doubts = new Doubts(Optional.of(Uncertainty.OF_ANSWER));
    private AffineGroup group;
    private Store store;

    @BeforeEach
    void open() {
        store = new Store(directory);
        group = new AffineGroup(store.artifacts());
    }

    @Test
    void eachSampleHasADoubtUnderEachPredictorsName() throws IOException {
        CompiledPredictor one = labels("one");
        CompiledPredictor other = labels("other");
        doubts.add("one", one, List.of(new float[6]), 2, new float[] {.9f, .1f, 0, .5f, .25f, .25f});
        doubts.add("other", other, List.of(new float[6]), 2, new float[] {1, 0, 0, .25f, .25f, .5f});

        List<Map<String, Double>> told = doubts.of(2);

        assertThat(told).hasSize(2);
        assertThat(told.get(0)).containsOnlyKeys(name("one", one), name("other", other));
        assertThat(told.get(0).get(name("one", one))).isEqualTo(1 - .9f, within(1e-6));
        assertThat(told.get(0).get(name("other", other))).isZero();
        assertThat(told.get(1)).containsEntry(name("one", one), .5).containsEntry(name("other", other), .5);
    }

    @Test
    void aPredictionOfOtherRowsThanTheRequestsTellsOfThoseItHas() throws IOException {
        CompiledPredictor one = labels("one");
        doubts.add("one", one, List.of(new float[3]), 1, new float[] {1, 0, 0});
        assertThat(doubts.of(2)).containsExactly(Map.of(name("one", one), 0.), Map.of());
        assertThat(doubts.of(0)).isEmpty();
    }

    @Test
    void whatCannotTellHasNoDoubt() throws IOException {
        dev.mlink.admin.v1alpha1.Predictor link = group.link("source", "number", 1, 0);
        doubts.add("number", compiled("number", link, "source"), List.of(new float[3]), 1, new float[3]);
        assertThat(doubts.of(1)).containsExactly(Map.of());
        assertThat(doubts.bytes()).as("it is known only when it is asked").isEqualTo(2 * 3 * Float.BYTES);
    }

    @Test
    void whatNobodyAsksForIsNotKept() throws IOException {
        Doubts unasked = new Doubts(Optional.empty());
        unasked.add("one", labels("one"), List.of(new float[3]), 1, new float[] {1, 0, 0});
        assertThat(unasked.bytes()).isZero();
        assertThat(unasked.of(2)).containsExactly(Map.of(), Map.of());
    }

    private CompiledPredictor labels(String target) throws IOException {
        return compiled(target, group.labels("source", target, 1, 0), "source");
    }

    private CompiledPredictor compiled(String target, dev.mlink.admin.v1alpha1.Predictor named, String source)
            throws IOException {
        Digest digest = new Digest(named.getArtifact());
        Predictor predictor = new PredictorLoader(store.artifacts()).load(target, digest, List.of(source));
        return new CompiledPredictor(
                predictor,
                new PredictorReference(List.of(source), digest, .5, Optional.empty()),
                new TensorSignature("Y", Datatype.FP32, List.of(3L), false));
    }

    private static String name(String target, CompiledPredictor compiled) {
        return target + compiled.reference().sources() + compiled.reference().artifact();
    }
}
