package dev.mlink.runtime.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.mlink.runtime.store.Artifact;
import dev.mlink.runtime.store.ArtifactStore;
import dev.mlink.runtime.store.Description;
import dev.mlink.runtime.store.Description.Activation;
import dev.mlink.runtime.store.Description.Kind;
import dev.mlink.runtime.store.Digest;
import dev.mlink.runtime.store.NpyArray;
import dev.mlink.runtime.store.Store;
import dev.mlink.runtime.store.Vocabulary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictorTest {
    private static final Offset<Float> TINY = within(1e-6f);

    @TempDir
    Path directory;

    private ArtifactStore store;
    private PredictorLoader loader;

    @BeforeEach
    void open() {
        store = new Store(directory).artifacts();
        loader = new PredictorLoader(store);
    }

    @Test
    void aPriorIsTheSameForEverySample() throws IOException {
        Digest digest = store.write(new Artifact(
                description(Kind.PRIOR, Optional.empty(), Activation.LINEAR, new TreeMap<>()),
                Map.of("constant", NpyArray.of(new float[] {1, 2}, 2))));

        assertThat(predict(loader.load("t", digest, List.of()), 2)).containsExactly(1, 2, 1, 2);
    }

    /** Worked by hand: x = (3, 5) standardises to (1, 2); hidden = relu(1*1+2*0+0, 1*-1+2*0-1) = (1, 0); z = (2, -2) + b. */
    @Test
    void aLinkIsItsNetwork() throws IOException {
        float[] scores = predict(loader.load("t", store.write(link("a", Activation.LINEAR)), List.of("a")), 1, 3, 5);
        assertThat(scores).containsExactly(2.5f * 10 + 100, -2 * 20 + 200);

        float[] labels = predict(loader.load("t", store.write(link("a", Activation.SOFTMAX)), List.of("a")), 1, 3, 5);
        assertThat(labels[0]).isCloseTo((float) (1 / (1 + Math.exp(-4.5))), TINY);
        assertThat(labels[0] + labels[1]).isCloseTo(1, TINY);

        float[] logs = predict(loader.load("t", store.write(link("a", Activation.LOG_SOFTMAX)), List.of("a")), 1, 3, 5);
        assertThat(Math.exp(logs[0])).isCloseTo(labels[0], within(1e-6));

        float[] sets = predict(loader.load("t", store.write(link("a", Activation.SIGMOID)), List.of("a")), 1, 3, 5);
        assertThat(sets[0]).isCloseTo((float) (1 / (1 + Math.exp(-2.5))), TINY);
        assertThat(sets[1]).isCloseTo((float) (1 / (1 + Math.exp(2))), TINY);
    }

    @Test
    void rowsOfABatchDoNotMix() throws IOException {
        Predictor link = loader.load("t", store.write(link("a", Activation.SOFTMAX)), List.of("a"));

        float[] both = predict(link, 2, 3, 5, -7, 11);

        assertThat(both).startsWith(predict(link, 1, 3, 5)).endsWith(predict(link, 1, -7, 11));
    }

    @Test
    void anEnsembleWeighsTheSourcesThatAreThere() throws IOException {
        SortedMap<String, String> links = new TreeMap<>(Map.of(
                "a", store.write(link("a", Activation.LINEAR)).text(),
                "b", store.write(link("b", Activation.LINEAR)).text()));
        Digest digest = store.write(new Artifact(
                description(Kind.ENSEMBLE, Optional.empty(), Activation.LINEAR, links),
                Map.of("weight", NpyArray.of(new float[] {0, (float) Math.log(3)}, 2))));
        Predictor both = loader.load("t", digest, List.of("b", "a"));
        float[] answer = new float[2];

        both.predict(List.of(new float[] {3, 5}, new float[] {1, 1}), 1, answer);

        float[] fromB = {125, 160};
        float[] fromA = {0.5f * 10 + 100, 200}; // x = (1, 1) standardises to (0, 0)
        assertThat(answer[0]).isCloseTo(.75f * fromB[0] + .25f * fromA[0], within(1e-4f));
        assertThat(answer[1]).isCloseTo(.75f * fromB[1] + .25f * fromA[1], within(1e-4f));
        assertThat(predict(loader.load("t", digest, List.of("b")), 1, 3, 5)).containsExactly(fromB);
        Predictor withoutA = both.without(Set.of(1)).orElseThrow();
        assertThat(withoutA.sources()).containsExactly("b");
        assertThat(predict(withoutA, 1, 3, 5)).containsExactly(fromB);
    }

    @Test
    void aLinkCannotDoWithoutItsSource() throws IOException {
        Predictor link = loader.load("t", store.write(link("a", Activation.SOFTMAX)), List.of("a"));

        assertThat(link.without(Set.of(0))).isEmpty();
    }

    @Test
    void aPredictorForSomethingElseIsRefused() throws IOException {
        Digest digest = store.write(link("a", Activation.SOFTMAX));

        assertThatThrownBy(() -> loader.load("u", digest, List.of("a")))
                .hasMessageContaining("answers for 't', not 'u'");
        assertThatThrownBy(() -> loader.load("t", digest, List.of("b")))
                .hasMessageContaining("leads from 'a', not [b]");
    }

    @Test
    void aPriorMayBeAText() throws IOException {
        Words words = new Words(new Vocabulary(List.of("nothing", "there"), 2));
        Digest digest = store.write(new Artifact(
                texts(Kind.PRIOR, "t", Optional.empty(), words),
                Map.of("constant", NpyArray.of(new float[] {4, 5}, 2))));

        Predictor prior = loader.load("t", digest, List.of());

        assertThat(((Words) prior.output()).decode(predict(prior, 2), 2).text()).isEqualTo("nothing there");
    }

    /** Worked by hand: a decoder without weights says what its bias likes best, until it is as long as may be. */
    @Test
    void aLinkToATextGivesWordsAndJoinsNoEnsemble() throws IOException {
        Words words = new Words(new Vocabulary(List.of("la"), 3));
        Digest link = store.write(new Artifact(
                texts(Kind.VEC2SEQ, "t", Optional.of("a"), words),
                Map.ofEntries(
                        zeros("input_mean", 2),
                        Map.entry("input_scale", NpyArray.of(new float[] {1, 1}, 2)),
                        zeros("encoder_weight", 2, 3),
                        zeros("encoder_bias", 3),
                        zeros("word_embedding", 5, 1),
                        zeros("decoder_input_weight", 4, 6),
                        zeros("decoder_input_bias", 6),
                        zeros("decoder_recurrent_weight", 2, 6),
                        zeros("decoder_recurrent_bias", 6),
                        zeros("output_weight", 2, 5),
                        Map.entry("output_bias", NpyArray.of(new float[] {9, 8, 7, 1, 2}, 5)))));
        Predictor predictor = loader.load("t", link, List.of("a"));
        assertThat(((Words) predictor.output())
                        .decode(predict(predictor, 1, 3, 5), 0)
                        .text())
                .isEqualTo("la la la");

        Digest ensemble = store.write(new Artifact(
                description(
                        Kind.ENSEMBLE, Optional.empty(), Activation.LINEAR, new TreeMap<>(Map.of("a", link.text()))),
                Map.of("weight", NpyArray.of(new float[] {0}, 1))));
        assertThatThrownBy(() -> loader.load("t", ensemble, List.of("a"))).hasMessageContaining("leads elsewhere");
    }

    @Test
    void anEnsembleReadsTextsBesideVectors() throws IOException {
        Words words = new Words(new Vocabulary(List.of("up", "down"), 2));
        Digest text = store.write(new Artifact(
                new Description(
                        Kind.SEQ2VEC,
                        "t",
                        Optional.of("b"),
                        "Regression",
                        Activation.LINEAR,
                        new TreeMap<>(),
                        List.of(),
                        Optional.of(words.vocabulary()),
                        Optional.empty(),
                        Map.of()),
                Map.ofEntries(
                        zeros("embedding", 6, 1),
                        zeros("input_weight", 1, 4),
                        zeros("gate_bias", 4),
                        zeros("recurrent_weight", 1, 4),
                        zeros("output_weight", 1, 2),
                        Map.entry("output_bias", NpyArray.of(new float[] {1, 2}, 2)),
                        zeros("target_mean", 2),
                        Map.entry("target_scale", NpyArray.of(new float[] {10, 10}, 2)))));
        Digest digest = store.write(new Artifact(
                description(
                        Kind.ENSEMBLE,
                        Optional.empty(),
                        Activation.LINEAR,
                        new TreeMap<>(Map.of(
                                "a", store.write(link("a", Activation.LINEAR)).text(), "b", text.text()))),
                Map.of("weight", NpyArray.of(new float[] {0, 0}, 2))));

        Predictor both = loader.load("t", digest, List.of("a", "b"));

        assertThat(both.input(0)).isEqualTo(new Form.Numbers(2));
        assertThat(both.input(1).size()).isEqualTo(2);
        float[] answer = new float[2];
        both.predict(List.of(new float[] {3, 5}, new float[] {4, 0}), 1, answer);
        assertThat(answer[0]).isCloseTo((125 + 10) / 2f, TINY);
        assertThat(answer[1]).isCloseTo((160 + 20) / 2f, TINY);
    }

    private static Map.Entry<String, NpyArray> zeros(String name, int... shape) {
        int size = Arrays.stream(shape).reduce(1, Math::multiplyExact);
        return Map.entry(name, NpyArray.of(new float[size], shape));
    }

    private static Description texts(Kind kind, String target, Optional<String> source, Words writes) {
        return new Description(
                kind,
                target,
                source,
                "Text",
                Activation.LINEAR,
                new TreeMap<>(),
                List.of(),
                Optional.empty(),
                Optional.of(writes.vocabulary()),
                Map.of());
    }

    private static float[] predict(Predictor predictor, int samples, float... source) {
        float[] answers = new float[samples * predictor.outputSize()];
        predictor.predict(List.of(source), samples, answers);
        return answers;
    }

    private static Artifact link(String source, Activation activation) {
        return new Artifact(
                description(Kind.VEC2VEC, Optional.of(source), activation, new TreeMap<>()),
                Map.of(
                        "input_mean", NpyArray.of(new float[] {1, 1}, 2),
                        "input_scale", NpyArray.of(new float[] {2, 2}, 2),
                        "hidden_weight", NpyArray.of(new float[] {1, -1, 0, 0}, 2, 2),
                        "hidden_bias", NpyArray.of(new float[] {0, -1}, 2),
                        "output_weight", NpyArray.of(new float[] {2, -2, 50, 50}, 2, 2),
                        "output_bias", NpyArray.of(new float[] {.5f, 0}, 2),
                        "target_mean", NpyArray.of(new float[] {100, 200}, 2),
                        "target_scale", NpyArray.of(new float[] {10, 20}, 2)));
    }

    private static Description description(
            Kind kind, Optional<String> source, Activation activation, SortedMap<String, String> links) {
        return new Description(kind, "t", source, "Regression", activation, links, Map.of());
    }
}
