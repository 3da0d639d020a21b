package dev.mlink.runtime.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.mlink.runtime.store.Artifact;
import dev.mlink.runtime.store.ArtifactStore;
import dev.mlink.runtime.store.Description;
import dev.mlink.runtime.store.Description.Activation;
import dev.mlink.runtime.store.Description.Kind;
import dev.mlink.runtime.store.Digest;
import dev.mlink.runtime.store.NpyArray;
import dev.mlink.runtime.store.Store;
import dev.mlink.runtime.testing.PythonEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The Python of examples/artefacts answers with an artefact as the link-runtime does. */
class ReadByNumpyIT {
    private static final Path SCRIPT = Path.of("../examples/artefacts/read.py").toAbsolutePath();
    private static final int IN = 5;
    private static final int HIDDEN = 11;
    private static final int OUT = 3;

    private final Random random = new Random(7);

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource(Activation.class)
    void fiveLinesOfPythonAnswerLikeTheRuntime(Activation activation) throws IOException {
        ArtifactStore artifacts = new Store(directory).artifacts();
        Digest digest = artifacts.write(link(activation));
        Predictor predictor = new PredictorLoader(artifacts).load("t", digest, List.of("s"));
        float[] x = numbers(IN);
        float[] answer = new float[OUT];
        predictor.predict(List.of(x), 1, answer);

        String[] printed = PythonEnvironment.installed()
                .run(directory, Map.of(), arguments(directory.resolve("links").resolve(digest.hex()), x))
                .strip()
                .split(" ");

        assertThat(printed).hasSize(OUT);
        for (int i = 0; i < OUT; i++) {
            assertThat(Float.parseFloat(printed[i])).isCloseTo(answer[i], within(1e-5f));
        }
    }

    private static String[] arguments(Path artifact, float[] x) {
        List<String> arguments = new ArrayList<>(List.of(SCRIPT.toString(), artifact.toString()));
        for (float value : x) {
            arguments.add(Float.toString(value));
        }
        return arguments.toArray(String[]::new);
    }

    private Artifact link(Activation activation) {
        return new Artifact(
                new Description(
                        Kind.VEC2VEC, "t", Optional.of("s"), "Regression", activation, new TreeMap<>(), Map.of()),
                Map.of(
                        "input_mean", array(IN),
                        "input_scale", NpyArray.of(positive(IN), IN),
                        "hidden_weight", array(IN, HIDDEN),
                        "hidden_bias", array(HIDDEN),
                        "output_weight", array(HIDDEN, OUT),
                        "output_bias", array(OUT),
                        "target_mean", array(OUT),
                        "target_scale", NpyArray.of(positive(OUT), OUT)));
    }

    private NpyArray array(int... shape) {
        return NpyArray.of(numbers(Arrays.stream(shape).reduce(1, Math::multiplyExact)), shape);
    }

    private float[] positive(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = .5f + random.nextFloat();
        }
        return values;
    }

    private float[] numbers(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextFloat() - .5f;
        }
        return values;
    }
}
