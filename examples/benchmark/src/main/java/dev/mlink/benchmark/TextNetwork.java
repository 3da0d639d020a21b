package dev.mlink.benchmark;

import ai.djl.ndarray.NDList;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;
import dev.mlink.runtime.prediction.Predictor;
import dev.mlink.runtime.store.Artifact;
import dev.mlink.runtime.store.Description;
import dev.mlink.runtime.store.NpyArray;
import dev.mlink.runtime.store.Vocabulary;
import dev.mlink.runtime.training.sequence.TextBatch;
import dev.mlink.runtime.training.sequence.WordsToVectorNetwork;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** The seq2vec link that the goals speak of: 16 words of 200, Embedding(128), LSTM(128), Dense(64), softmax. */
final class TextNetwork {
    private static final int WORDS = 16;
    private static final int VOCABULARY = 200;
    private static final int OUTPUTS = 64;
    private static final int UNITS = 2 * OUTPUTS;

    private final WordsToVectorNetwork network = new WordsToVectorNetwork(VOCABULARY, UNITS, OUTPUTS, 0, 1);

    private TextNetwork() {}

    static Opponents opponents() {
        return new TextNetwork().meet(new RandomNumbers().words(WORDS, Vocabulary.FIRST, VOCABULARY));
    }

    private Opponents meet(float[] words) {
        TextBatch text = new TextBatch(new float[][] {words});
        SequentialBlock block = new SequentialBlock()
                .add(network)
                .add(new LambdaBlock(z -> new NDList(z.singletonOrThrow().softmax(1)), "softmax"));
        Framework framework = Framework.of(block, manager -> new NDList(text.words(manager), text.last(manager)));
        return new Opponents(new Served(served(), List.of(words)), framework);
    }

    private Predictor served() {
        List<String> words = IntStream.range(Vocabulary.FIRST, VOCABULARY)
                .mapToObj(number -> "word" + number)
                .toList();
        Description description = new Description(
                Description.Kind.SEQ2VEC,
                "target",
                Optional.of("source"),
                "SingleLabel",
                Description.Activation.SOFTMAX,
                null,
                List.of(),
                Optional.of(new Vocabulary(words, WORDS)),
                Optional.empty(),
                Map.of());
        Map<String, NpyArray> arrays = new HashMap<>(network.arrays());
        arrays.put("target_mean", Constant.ZERO.vector(OUTPUTS));
        arrays.put("target_scale", Constant.ONE.vector(OUTPUTS));
        return Served.link(new Artifact(description, arrays));
    }
}
