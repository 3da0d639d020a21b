package dev.mlink.runtime.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.mlink.runtime.prediction.VectorLink;
import dev.mlink.runtime.store.Artifact;
import dev.mlink.runtime.store.Description;
import dev.mlink.runtime.store.Description.Activation;
import dev.mlink.runtime.store.NpyArray;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReexpressionTest {
    private static final int IN = 5;
    private static final int HIDDEN = 7;
    private static final int OUT = 3;

    private final Random random = new Random(9);

    @Test
    void theFunctionStaysTheSame() {
        LinkWeights weights = LinkWeights.drawn(IN, HIDDEN, OUT, 3);
        Map<String, NpyArray> learned = weights.arrays(scaling(IN), scaling(OUT));
        Map<String, NpyArray> elsewhere = new Reexpression(scaling(IN), scaling(OUT)).of(learned);
        assertThat(elsewhere.get("hidden_weight")).isNotEqualTo(learned.get("hidden_weight"));
        for (int i = 0; i < 100; i++) {
            float[] input = row(IN, 4);
            float[] expected = answer(learned, input);
            float[] answer = answer(elsewhere, input);
            for (int j = 0; j < OUT; j++) {
                assertThat(answer[j]).isCloseTo(expected[j], within(1e-4f * Math.max(1, Math.abs(expected[j]))));
            }
        }
    }

    private static float[] answer(Map<String, NpyArray> arrays, float[] input) {
        Description description = new Description(
                Description.Kind.VEC2VEC,
                "target",
                Optional.of("source"),
                "Regression",
                Activation.LINEAR,
                Collections.emptySortedMap(),
                Map.of());
        float[] answer = new float[OUT];
        VectorLink.of(new Artifact(description, arrays)).score(input, 0, answer, 0);
        return answer;
    }

    private Scaling scaling(int width) {
        float[] scale = new float[width];
        for (int i = 0; i < width; i++) {
            scale[i] = .1f + 3 * random.nextFloat();
        }
        return new Scaling(row(width, 2), scale);
    }

    private float[] row(int width, float size) {
        float[] row = new float[width];
        for (int i = 0; i < width; i++) {
            row[i] = size * (float) random.nextGaussian();
        }
        return row;
    }
}
