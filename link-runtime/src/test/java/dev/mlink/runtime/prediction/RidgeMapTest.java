package dev.mlink.runtime.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.mlink.runtime.store.Artifact;
import dev.mlink.runtime.store.Description;
import dev.mlink.runtime.store.Description.Activation;
import dev.mlink.runtime.store.Description.Member;
import dev.mlink.runtime.store.NpyArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Moments worked by hand, and the equations against what they must satisfy. */
class RidgeMapTest {

    /** a and b are uncorrelated with unit variance; t = 2 a - 3 b + 5, so with next to no penalty W is (2, -3). */
    @Test
    void eachActivationSetHasItsOwnSolution() {
        RidgeMap map = RidgeMap.of(map(Activation.LINEAR, 1e-6f));

        assertThat(predict(map, List.of("a", "b"), 10, 20)).isCloseTo(2 * 10 - 3 * 20 + 5, within(.01f));
        assertThat(predict(map, List.of("b", "a"), 20, 10)).isCloseTo(2 * 10 - 3 * 20 + 5, within(.01f));
        assertThat(predict(map, List.of("a"), 10)).isCloseTo(2 * 10 + 5, within(.01f));
    }

    @Test
    void aPenaltyDrawsTowardsTheMean() {
        RidgeMap map = RidgeMap.of(map(Activation.LINEAR, 1));

        assertThat(predict(map, List.of("a"), 10)).isCloseTo(2 * 10 / 2f + 5, within(1e-4f));
    }

    @Test
    void estimatesOfAProbabilityStayWithinZeroAndOne() {
        RidgeMap map = RidgeMap.of(map(Activation.SIGMOID, 1));

        assertThat(predict(map, List.of("a"), 100)).isCloseTo(.999f, within(1e-6f));
        assertThat(predict(map, List.of("a"), -100)).isCloseTo(.001f, within(1e-6f));
    }

    @Test
    void theEquationsHold() {
        Random random = new Random(3);
        for (int n = 1; n < 12; n++) {
            double[] gram = gram(n, random);
            double[] cross = random.doubles((long) n * 2, -1, 1).toArray();
            double[] solution = new NormalEquations(gram, n, .1).solve(cross, 2);
            for (int i = 0; i < n; i++) {
                for (int column = 0; column < 2; column++) {
                    double sum = .1 * solution[i * 2 + column];
                    for (int j = 0; j < n; j++) {
                        sum += gram[i * n + j] * solution[j * 2 + column];
                    }
                    assertThat(sum).isCloseTo(cross[i * 2 + column], within(1e-9));
                }
            }
        }
    }

    /** Of fewer samples than columns, so that it has no inverse without the penalty. */
    private static double[] gram(int n, Random random) {
        double[] gram = new double[n * n];
        for (int sample = 0; sample < Math.max(1, n / 2); sample++) {
            double[] row = random.doubles(n, -1, 1).toArray();
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    gram[i * n + j] += row[i] * row[j];
                }
            }
        }
        return gram;
    }

    private static float predict(RidgeMap map, List<String> sources, float... values) {
        float[] answer = new float[1];
        List<float[]> outputs = new ArrayList<>();
        for (float value : values) {
            outputs.add(new float[] {value});
        }
        map.predictor("t", sources).predict(outputs, 1, answer);
        return answer[0];
    }

    private static Artifact map(Activation activation, float penalty) {
        List<Member> members = List.of(
                new Member("a", 1, "Regression", Activation.LINEAR),
                new Member("b", 1, "Regression", Activation.LINEAR),
                new Member("t", 1, "Regression", activation));
        return new Artifact(
                Description.ofGroup(Description.Kind.RIDGE, "group", members, Map.of()),
                Map.of(
                        "gram", array(new float[] {1, 0, 2, 0, 1, -3, 2, -3, 13}, 3, 3),
                        "cross", array(new float[] {1, 0, 2, 0, 1, -3, 2, -3, 13}, 3, 3),
                        "input_mean", array(new float[] {0, 0, 5}, 3),
                        "input_scale", array(new float[] {1, 1, 1}, 3),
                        "label_mean", array(new float[] {0, 0, 0}, 3),
                        "target_mean", array(new float[] {0, 0, 5}, 3),
                        "target_scale", array(new float[] {1, 1, 1}, 3),
                        "penalty", array(new float[] {penalty, penalty, penalty}, 3)));
    }

    private static NpyArray array(float[] values, int... shape) {
        return NpyArray.of(values, shape);
    }
}
