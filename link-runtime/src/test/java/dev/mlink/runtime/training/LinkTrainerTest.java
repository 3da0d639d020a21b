package dev.mlink.runtime.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.admin.v1alpha1.MetricType;
import dev.mlink.admin.v1alpha1.Task;
import dev.mlink.runtime.evaluation.Metric;
import dev.mlink.runtime.evaluation.Observations;
import dev.mlink.runtime.evaluation.Split;
import dev.mlink.runtime.prediction.OutputLayer;
import dev.mlink.runtime.prediction.VectorLink;
import dev.mlink.runtime.store.Artifact;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Generated relations whose best possible predictor is known: a link comes within 5 % of it on new samples. */
class LinkTrainerTest {
    private static final int LEARNED = 600;
    private static final int NEW = 1000;

    private final Random random = new Random(2);
    private final LinkTrainer trainer = new LinkTrainer(new NetworkTrainer(new Torch(), passed -> {}));
    private final float[][] source = new float[LEARNED + NEW][];
    private final float[][] target = new float[LEARNED + NEW][];
    private final float[][] optimum = new float[LEARNED + NEW][];
    private double learningRate = .01;
    private int epochs = 100;

    @Test
    void aClassThatFollowsAnotherMostOfTheTime() {
        for (int i = 0; i < source.length; i++) {
            int label = random.nextInt(6);
            source[i] = softLabel(label, 6);
            optimum[i] = oneHot((label + 2) % 4, 4);
            target[i] = random.nextDouble() < .85 ? optimum[i] : oneHot(random.nextInt(4), 4);
        }
        assertNearOptimum(Task.SINGLE_LABEL, MetricType.ACCURACY, new Metric.Accuracy());
    }

    @Test
    void logitsThatFollowAClass() {
        for (int i = 0; i < source.length; i++) {
            int label = random.nextInt(5);
            source[i] = softLabel(label, 5);
            optimum[i] = oneHot(4 - label, 5);
            target[i] = new float[5];
            for (int j = 0; j < 5; j++) {
                target[i][j] = (float) (8 * optimum[i][j] - 3 + random.nextGaussian());
            }
        }
        assertNearOptimum(Task.SINGLE_LABEL, MetricType.ACCURACY, new Metric.Accuracy());
    }

    @Test
    void aSetThatAClassImplies() {
        for (int i = 0; i < source.length; i++) {
            int label = random.nextInt(8);
            source[i] = softLabel(label, 8);
            optimum[i] = new float[] {label & 1, label >> 1 & 1, label >> 2};
            target[i] = optimum[i];
        }
        assertNearOptimum(Task.MULTI_LABEL, MetricType.EXACT_SET, new Metric.ExactSet());
    }

    @Test
    void aNumberWithNoise() {
        for (int i = 0; i < source.length; i++) {
            float x = (float) random.nextGaussian();
            source[i] = new float[] {x};
            optimum[i] = new float[] {3 * x + 40};
            target[i] = new float[] {optimum[i][0] + 2 * random.nextFloat() - 1};
        }
        assertNearOptimum(Task.REGRESSION, MetricType.WITHIN_TOLERANCE, new Metric.WithinTolerance(.5));
    }

    @Test
    void aBoxInsideAnother() {
        for (int i = 0; i < source.length; i++) {
            float x = random.nextFloat();
            float y = random.nextFloat();
            float size = .3f + random.nextFloat();
            source[i] = new float[] {x, y, size, size};
            optimum[i] = new float[] {x + size / 4, y, size / 2, size / 2};
            target[i] = optimum[i];
        }
        // without noise there is much to gain from settling: a smaller rate for longer than by default
        learningRate = .002;
        epochs = 300;
        assertNearOptimum(Task.BOUNDING_BOX, MetricType.IOU, new Metric.IntersectionOverUnion());
    }

    private void assertNearOptimum(Task task, MetricType type, Metric metric) {
        Plan plan = Plan.of(new Scene()
                .learningRate(learningRate)
                .epochs(epochs)
                .with("source", Task.BOUNDING_BOX, MetricType.IOU, source)
                .with("target", task, type, target)
                .plan("profile", 1));
        Observations all = Observations.of(
                LongStream.range(0, source.length).toArray(), Map.of("source", source, "target", target));
        Observations learned = all.part(Split.Part.of(0, LEARNED));
        Lesson lesson = Lesson.of(plan, learned, Split.of(learned.audit()));
        Plan.Link link = plan.into("target").get(0);
        Artifact artifact =
                trainer.train(plan, "target", List.of(link), lesson).get(link).get(0);
        double best = 0;
        double reached = 0;
        for (int i = LEARNED; i < source.length; i++) {
            best += metric.score(optimum[i], target[i]);
            reached += metric.score(answer(artifact, source[i]), target[i]);
        }
        assertThat(reached / NEW).isGreaterThanOrEqualTo(.95 * best / NEW);
    }

    private static float[] answer(Artifact artifact, float[] input) {
        VectorLink link = VectorLink.of(artifact);
        float[] answer = new float[link.outputSize()];
        link.score(input, 0, answer, 0);
        new OutputLayer(artifact.description().activation(), answer.length).apply(answer, 1);
        return answer;
    }

    private static float[] oneHot(int label, int classes) {
        float[] row = new float[classes];
        row[label] = 1;
        return row;
    }

    /** A distribution that is more or less sure of its label. */
    private float[] softLabel(int label, int classes) {
        float[] row = new float[classes];
        float rest = .4f * random.nextFloat();
        for (int i = 0; i < classes; i++) {
            row[i] = i == label ? 1 - rest : rest / (classes - 1);
        }
        return row;
    }
}
