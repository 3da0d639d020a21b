package dev.mlink.runtime.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.NormalInitializer;
import dev.mlink.runtime.prediction.OutputLayer;
import dev.mlink.runtime.prediction.sequence.VectorToWords;
import dev.mlink.runtime.prediction.sequence.WordLink;
import dev.mlink.runtime.prediction.sequence.WordReader;
import dev.mlink.runtime.prediction.sequence.WordsToWords;
import dev.mlink.runtime.store.Artifact;
import dev.mlink.runtime.store.Description;
import dev.mlink.runtime.store.Description.Activation;
import dev.mlink.runtime.store.Description.Kind;
import dev.mlink.runtime.store.NpyArray;
import dev.mlink.runtime.store.Vocabulary;
import dev.mlink.runtime.training.sequence.SequenceNetwork;
import dev.mlink.runtime.training.sequence.TextBatch;
import dev.mlink.runtime.training.sequence.VectorToWordsNetwork;
import dev.mlink.runtime.training.sequence.WordsToVectorNetwork;
import dev.mlink.runtime.training.sequence.WordsToWordsNetwork;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What is served from plain arrays is what the framework trained, for links from and to texts, over random networks of
 * random shapes and texts of any length, the empty one and unknown words included.
 */
class ServedTextsEqualTrainedTest {
    private static final int NETWORKS = 30;
    private static final int TEXTS = 6;
    private static final float CLOSE = 1e-5f;

    private final Torch torch = new Torch();
    private final Random random = new Random(5);

    @Test
    void readersAnswerAlike() {
        for (int i = 0; i < NETWORKS; i++) {
            Activation activation = Activation.values()[i % Activation.values().length];
            try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
                compareReader(manager, activation, 1 + random.nextInt(70), 1 + random.nextInt(12));
            }
        }
    }

    @Test
    void writersFromVectorsAnswerAlike() {
        for (int i = 0; i < NETWORKS; i++) {
            try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
                compareVectorWriter(manager, 1 + random.nextInt(12), 1 + random.nextInt(40));
            }
        }
    }

    @Test
    void writersFromTextsAnswerAlike() {
        for (int i = 0; i < NETWORKS; i++) {
            try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
                compareTextWriter(manager, 1 + random.nextInt(40));
            }
        }
    }

    private void compareReader(NDManager manager, Activation activation, int units, int out) {
        Vocabulary words = vocabulary();
        float[][] texts = texts(words);
        TextBatch batch = new TextBatch(texts);
        NDList inputs = new NDList(batch.words(manager), batch.last(manager));
        WordsToVectorNetwork network = new WordsToVectorNetwork(words.size(), units, out, .5, 1);
        NDArray z = forward(manager, network, inputs);
        Scaling scaling = new Scaling(row(out), positive(out));
        float[][] trained = answers(manager, z, activation, scaling);
        Map<String, NpyArray> arrays = new HashMap<>(network.arrays());
        arrays.put("target_mean", NpyArray.of(scaling.mean(), out));
        arrays.put("target_scale", NpyArray.of(scaling.scale(), out));
        WordReader reader = WordReader.of(
                new Artifact(description(Kind.SEQ2VEC, activation, Optional.of(words), Optional.empty()), arrays));
        for (int text = 0; text < texts.length; text++) {
            float[] served = new float[out];
            reader.score(texts[text], 0, served, 0);
            new OutputLayer(activation, out).apply(served, 1);
            for (int j = 0; j < out; j++) {
                assertThat(served[j])
                        .isCloseTo(trained[text][j], within(CLOSE * Math.max(1, Math.abs(trained[text][j]))));
            }
        }
    }

    private void compareVectorWriter(NDManager manager, int in, int units) {
        Vocabulary words = vocabulary();
        Scaling scaling = new Scaling(row(in), positive(in));
        float[][] sources = IntStream.range(0, TEXTS).mapToObj(i -> row(in)).toArray(float[][]::new);
        VectorToWordsNetwork network = new VectorToWordsNetwork(words.size(), units, .5, 1);
        NDArray inputs = manager.create(scaling.apply(sources));
        initialize(manager, network, new NDList(inputs, new TextBatch(sources(1)).before(manager)));
        Map<String, NpyArray> arrays = new HashMap<>(network.arrays());
        arrays.put("input_mean", NpyArray.of(scaling.mean(), in));
        arrays.put("input_scale", NpyArray.of(scaling.scale(), in));
        VectorToWords writer = VectorToWords.of(new Artifact(
                description(Kind.VEC2SEQ, Activation.SOFTMAX, Optional.empty(), Optional.of(words)), arrays));
        compareWriting(manager, network, writer, sources, new NDList(inputs));
    }

    private void compareTextWriter(NDManager manager, int units) {
        Vocabulary read = vocabulary();
        Vocabulary written = vocabulary();
        float[][] texts = texts(read);
        WordsToWordsNetwork network = new WordsToWordsNetwork(read.size(), written.size(), units, .5, 1);
        TextBatch batch = new TextBatch(texts);
        NDList inputs = new NDList(batch.words(manager), batch.last(manager), batch.real(manager));
        NDList all = new NDList(inputs);
        all.add(new TextBatch(sources(1)).before(manager));
        initialize(manager, network, all);
        WordsToWords writer = WordsToWords.of(new Artifact(
                description(Kind.SEQ2SEQ, Activation.SOFTMAX, Optional.of(read), Optional.of(written)),
                network.arrays()));
        compareWriting(manager, network, writer, texts, inputs);
    }

    /** The framework, told what was served, finds each served word likeliest, and the text as likely. */
    private void compareWriting(
            NDManager manager, SequenceNetwork network, WordLink writer, float[][] sources, NDList inputs) {
        int longest = writer.longest();
        float[][] served = new float[sources.length][longest];
        double[] likelihood = new double[sources.length];
        Arrays.setAll(likelihood, i -> writer.write(sources[i], 0, served[i], 0));
        NDList all = new NDList(inputs);
        TextBatch answers = new TextBatch(served);
        all.add(answers.before(manager));
        NDArray z = network.block()
                .forward(new ParameterStore(manager, false), all, false)
                .singletonOrThrow();
        int vocabulary = Math.toIntExact(z.getShape().get(2));
        float[] scores = z.logSoftmax(2).toFloatArray();
        long[] next = answers.next(manager).toLongArray();
        int width = next.length / sources.length;
        for (int i = 0; i < sources.length; i++) {
            double expected = 0;
            for (int position = 0; position < Math.min(width, longest); position++) {
                int word = (int) next[i * width + position];
                if (word != Vocabulary.PADDING) {
                    int at = (i * width + position) * vocabulary;
                    expected += scores[at + word];
                    for (int other = Vocabulary.END; other < vocabulary; other++) {
                        assertThat(scores[at + other]).isLessThanOrEqualTo(scores[at + word] + CLOSE);
                    }
                }
            }
            assertThat(likelihood[i]).isCloseTo(expected, within(CLOSE * Math.max(1, Math.abs(expected))));
        }
    }

    private NDArray forward(NDManager manager, SequenceNetwork network, NDList inputs) {
        initialize(manager, network, inputs);
        return network.block()
                .forward(new ParameterStore(manager, false), inputs, false)
                .singletonOrThrow();
    }

    private void initialize(NDManager manager, SequenceNetwork network, NDList inputs) {
        network.block().setInitializer(new NormalInitializer(.4f), Parameter.Type.WEIGHT);
        network.block().setInitializer(new NormalInitializer(.4f), Parameter.Type.BIAS);
        torch.seeded(
                random.nextLong(), () -> network.block().initialize(manager, DataType.FLOAT32, inputs.getShapes()));
    }

    private static float[][] answers(NDManager manager, NDArray z, Activation activation, Scaling scaling) {
        NDArray answers =
                switch (activation) {
                    case SOFTMAX -> z.softmax(1);
                    case LOG_SOFTMAX -> z.logSoftmax(1);
                    case SIGMOID -> ai.djl.nn.Activation.sigmoid(z);
                    case LINEAR -> z.mul(manager.create(scaling.scale())).add(manager.create(scaling.mean()));
                };
        int out = scaling.mean().length;
        float[] flat = answers.toFloatArray();
        return IntStream.range(0, TEXTS)
                .mapToObj(row -> Arrays.copyOfRange(flat, row * out, (row + 1) * out))
                .toArray(float[][]::new);
    }

    private static Description description(
            Kind kind, Activation activation, Optional<Vocabulary> reads, Optional<Vocabulary> writes) {
        return new Description(
                kind,
                "target",
                Optional.of("source"),
                "Text",
                activation,
                Collections.emptySortedMap(),
                List.of(),
                reads,
                writes,
                Map.of());
    }

    private Vocabulary vocabulary() {
        List<String> words = IntStream.range(0, random.nextInt(30))
                .mapToObj(word -> "word" + word)
                .toList();
        return new Vocabulary(words, 1 + random.nextInt(9));
    }

    /** The first is empty. */
    private float[][] texts(Vocabulary vocabulary) {
        float[][] texts = new float[TEXTS][vocabulary.longest()];
        for (int text = 1; text < TEXTS; text++) {
            int length = random.nextInt(vocabulary.longest() + 1);
            for (int i = 0; i < length; i++) {
                int word = random.nextInt(vocabulary.size());
                texts[text][i] = word < Vocabulary.FIRST ? Vocabulary.UNKNOWN : word;
            }
        }
        return texts;
    }

    private static float[][] sources(int longest) {
        return new float[TEXTS][longest];
    }

    private float[] row(int size) {
        float[] row = new float[size];
        for (int i = 0; i < size; i++) {
            row[i] = (float) random.nextGaussian();
        }
        return row;
    }

    private float[] positive(int size) {
        float[] row = new float[size];
        for (int i = 0; i < size; i++) {
            row[i] = .5f + random.nextFloat();
        }
        return row;
    }
}
