package dev.mlink.runtime.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.mlink.runtime.store.Artifact;
import dev.mlink.runtime.store.Description;
import dev.mlink.runtime.store.Description.Activation;
import dev.mlink.runtime.store.NpyArray;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Fits linear links in closed form: W = (X'X + n p I)^-1 X'Y on standardised inputs, the penalty p of those below that
 * errs least on the selection part. Labels are regressed as logarithms of their odds, so that the same activations read
 * them as read a network's last layer.
 */
final class RidgeTrainer {
    private static final List<Double> PENALTIES = List.of(.001, .01, .1, 1.0);

    /** Probabilities of 0 and 1 have no finite logarithm. */
    private static final float SMALLEST_SHARE = 1e-3f;

    private final Torch torch;

    RidgeTrainer(Torch torch) {
        this.torch = torch;
    }

    /** @param error mean squared error on the selection part */
    private record Solution(double penalty, NDArray weight, float error) {}

    Artifact train(Plan plan, Plan.Link link, Lesson lesson) {
        Supervision supervision = lesson.supervision(link.target());
        Scaling scaling = Scaling.of(lesson.fitting().of(link.source()));
        try (NDManager manager = torch.manager()) {
            NDArray x = matrix(manager, scaling.apply(lesson.fitting().of(link.source())));
            NDArray y = matrix(manager, scores(supervision, lesson.fitting().of(link.target())));
            NDArray newX = matrix(manager, scaling.apply(lesson.choosing().of(link.source())));
            NDArray newY = matrix(manager, scores(supervision, lesson.choosing().of(link.target())));
            NDArray mean = y.mean(new int[] {0}, true);
            Solution best = PENALTIES.stream()
                    .map(penalty -> solve(x, y.sub(mean), penalty, newX, newY.sub(mean)))
                    .min(Comparator.comparing(Solution::error))
                    .orElseThrow();
            return artifact(
                    plan,
                    link,
                    supervision,
                    scaling,
                    best.weight().toFloatArray(),
                    mean.toFloatArray(),
                    best.penalty());
        }
    }

    private static Solution solve(NDArray x, NDArray y, double penalty, NDArray newX, NDArray newY) {
        long samples = x.getShape().get(0);
        int inputs = (int) x.getShape().get(1);
        NDArray gram = x.transpose().matMul(x).add(x.getManager().eye(inputs).mul(samples * penalty));
        NDArray weight = gram.inverse().matMul(x.transpose().matMul(y));
        float error = newX.matMul(weight).sub(newY).square().mean().getFloat();
        return new Solution(penalty, weight, error);
    }

    private static NDArray matrix(NDManager manager, float[][] rows) {
        return new Matrix(rows).rows(manager, IntStream.range(0, rows.length).toArray());
    }

    /** Exact outputs as the last layer that would say them. */
    private static float[][] scores(Supervision supervision, float[][] rows) {
        return switch (supervision.activation()) {
            case LINEAR -> rows;
            case SOFTMAX, LOG_SOFTMAX -> map(supervision.labels(rows), RidgeTrainer::logarithm);
            case SIGMOID -> map(supervision.labels(rows), share -> logarithm(share) - logarithm(1 - share));
        };
    }

    private static float logarithm(float share) {
        return (float) Math.log(Math.max(share, SMALLEST_SHARE));
    }

    private interface Elementwise {
        float of(float value);
    }

    private static float[][] map(float[][] rows, Elementwise function) {
        return Arrays.stream(rows)
                .map(row -> {
                    float[] mapped = new float[row.length];
                    for (int i = 0; i < row.length; i++) {
                        mapped[i] = function.of(row[i]);
                    }
                    return mapped;
                })
                .toArray(float[][]::new);
    }

    private static Artifact artifact(
            Plan plan,
            Plan.Link link,
            Supervision supervision,
            Scaling scaling,
            float[] weight,
            float[] bias,
            double penalty) {
        int in = scaling.mean().length;
        Activation activation = supervision.activation();
        Description description = new Description(
                Description.Kind.RIDGE,
                link.target(),
                Optional.of(link.source()),
                plan.models().get(link.target()).task().text(),
                activation,
                Collections.emptySortedMap(),
                Map.of("profile", plan.profile(), "penalty", penalty));
        return new Artifact(
                description,
                Map.of(
                        "input_mean", NpyArray.of(scaling.mean(), in),
                        "input_scale", NpyArray.of(scaling.scale(), in),
                        "weight", NpyArray.of(weight, in, bias.length),
                        "bias", NpyArray.of(bias, bias.length)));
    }
}
