package dev.mlink.runtime.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.mlink.runtime.evaluation.Observations;
import dev.mlink.runtime.prediction.RidgeMap;
import dev.mlink.runtime.prediction.RidgePredictor;
import dev.mlink.runtime.store.Artifact;
import dev.mlink.runtime.store.Description;
import dev.mlink.runtime.store.NpyArray;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Fits the group's ridge map: the moments of all outputs, and for each target the penalty that errs least on the
 * selection part over some activation sets.
 */
final class RidgeTrainer {
    private static final List<Float> PENALTIES = List.of(.001f, .01f, .1f, 1f);
    private static final int JUDGING_SETS = 20;

    /** Beyond, the moments are larger than all else, and solving for a set takes longer than a network. */
    private static final int MOST_COLUMNS = 2048;

    private final Torch torch;

    RidgeTrainer(Torch torch) {
        this.torch = torch;
    }

    /** @return the map of all models of the plan; empty when their outputs are too wide for one */
    Optional<Artifact> train(Plan plan, Lesson lesson) {
        JointColumns columns = JointColumns.of(plan, lesson.supervisions().keySet(), lesson);
        if (columns.width() > MOST_COLUMNS) {
            return Optional.empty();
        }
        Map<String, NpyArray> moments = moments(columns, lesson.fitting());
        List<float[]> sets = sets(plan, columns.models().size());
        float[] best = new float[columns.models().size()];
        double[] least = new double[best.length];
        Arrays.fill(least, Double.POSITIVE_INFINITY);
        for (float penalty : PENALTIES) {
            float[] same = new float[best.length];
            Arrays.fill(same, penalty);
            double[] errors =
                    errors(RidgeMap.of(artifact(plan, columns, moments, same)), columns, sets, lesson.choosing());
            for (int model = 0; model < best.length; model++) {
                if (errors[model] < least[model]) {
                    least[model] = errors[model];
                    best[model] = penalty;
                }
            }
        }
        return Optional.of(artifact(plan, columns, moments, best));
    }

    private Map<String, NpyArray> moments(JointColumns columns, Observations fitting) {
        int width = columns.width();
        try (NDManager manager = torch.manager()) {
            int[] all = IntStream.range(0, fitting.size()).toArray();
            NDArray x = columns.inputs(fitting).rows(manager, all);
            NDArray y = columns.labels(fitting).rows(manager, all);
            NDArray mean = y.mean(new int[] {0}, true);
            NDArray shares = x.transpose().div(fitting.size());
            return Map.of(
                    "gram", NpyArray.of(shares.matMul(x).toFloatArray(), width, width),
                    "cross", NpyArray.of(shares.matMul(y.sub(mean)).toFloatArray(), width, width),
                    "label_mean", NpyArray.of(mean.toFloatArray(), width));
        }
    }

    private static List<float[]> sets(Plan plan, int models) {
        SplittableRandom random = new SplittableRandom(plan.seed());
        ActivationSets sets = new ActivationSets(models);
        return IntStream.range(0, JUDGING_SETS)
                .mapToObj(set -> sets.draw(random))
                .toList();
    }

    /** Summed squared errors of each model's answers over the sets in which it is not active. */
    private static double[] errors(RidgeMap map, JointColumns columns, List<float[]> sets, Observations choosing) {
        List<String> models =
                columns.models().stream().map(JointColumns.Column::model).toList();
        double[] errors = new double[models.size()];
        for (float[] set : sets) {
            List<String> sources = IntStream.range(0, set.length)
                    .filter(model -> set[model] > 0)
                    .mapToObj(models::get)
                    .toList();
            for (int model = 0; model < set.length; model++) {
                if (set[model] == 0) {
                    errors[model] += error(map.predictor(models.get(model), sources), choosing, models.get(model));
                }
            }
        }
        return errors;
    }

    private static double error(RidgePredictor predictor, Observations samples, String target) {
        float[] answer = new float[predictor.outputSize()];
        double sum = 0;
        for (int sample = 0; sample < samples.size(); sample++) {
            int row = sample;
            List<float[]> outputs = predictor.sources().stream()
                    .map(source -> samples.of(source)[row])
                    .toList();
            predictor.predict(outputs, 1, answer);
            float[] exact = samples.of(target)[sample];
            for (int i = 0; i < answer.length; i++) {
                sum += (answer[i] - exact[i]) * (answer[i] - exact[i]);
            }
        }
        return sum;
    }

    private static Artifact artifact(
            Plan plan, JointColumns columns, Map<String, NpyArray> moments, float[] penalties) {
        Map<String, NpyArray> arrays = new HashMap<>(moments);
        arrays.putAll(columns.scalings());
        arrays.put("penalty", NpyArray.of(penalties, penalties.length));
        return new Artifact(
                Description.ofGroup(
                        Description.Kind.RIDGE,
                        plan.group(),
                        columns.models().stream()
                                .map(JointColumns.Column::member)
                                .toList(),
                        Map.of("profile", plan.profile())),
                arrays);
    }
}
