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

class FusionTest {
    private static final int IN = 4;
    private static final int OUT = 3;

    private final Random random = new Random(3);

    @Test
    void itAnswersTheWeighedMeanOfBothLinks() {
        Map<String, NpyArray> one = link(5, 1);
        Map<String, NpyArray> two = link(8, 2);
        Map<String, NpyArray> fused = new Fusion(.25).of(one, two);
        assertThat(fused.get("hidden_bias").size()).isEqualTo(13);
        for (int i = 0; i < 50; i++) {
            float[] input = row(IN);
            float[] first = answer(one, input);
            float[] second = answer(two, input);
            float[] answer = answer(fused, input);
            for (int j = 0; j < OUT; j++) {
                assertThat(answer[j]).isCloseTo(.25f * first[j] + .75f * second[j], within(1e-5f));
            }
        }
    }

    private Map<String, NpyArray> link(int units, long seed) {
        LinkWeights drawn = LinkWeights.drawn(IN, units, OUT, seed);
        return new LinkWeights(drawn.hiddenWeight(), row(units), drawn.outputWeight(), row(OUT))
                .arrays(Scaling.none(IN), Scaling.none(OUT));
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

    private float[] row(int width) {
        float[] row = new float[width];
        for (int i = 0; i < width; i++) {
            row[i] = (float) random.nextGaussian();
        }
        return row;
    }
}
