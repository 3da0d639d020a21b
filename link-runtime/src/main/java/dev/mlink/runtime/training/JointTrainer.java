package dev.mlink.runtime.training;

import dev.mlink.runtime.store.Artifact;
import dev.mlink.runtime.store.Description;
import dev.mlink.runtime.store.NpyArray;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Trains the group's joint network on random activation sets. */
final class JointTrainer {
    private static final int UNITS = 128;

    /** How many sets judge an epoch with each sample of the selection part. */
    private static final int JUDGEMENTS = 4;

    private final NetworkTrainer trainer;

    JointTrainer(NetworkTrainer trainer) {
        this.trainer = trainer;
    }

    /**
     * @param fresh how a network is trained that begins with a seed; with 0 hidden units for 128
     * @param columns all models of the plan that answer with numbers
     * @param previous a network of the same columns to begin from, where it has as many hidden units
     * @return the network of all models of the plan, empty when its training diverged
     */
    Optional<Artifact> train(
            Plan plan, Recipe fresh, JointColumns columns, Optional<Artifact> previous, Lesson lesson) {
        int models = columns.models().size();
        int units = fresh.hidden() > 0 ? fresh.hidden() : UNITS;
        Optional<Artifact> beginning =
                previous.filter(known -> known.array("hidden_bias").size() == units);
        Recipe recipe = beginning.isPresent() ? fresh.fineTuned() : fresh;
        Dropout dropout = new Dropout(recipe.dropout(), units, List.of(plan.seed()));
        ActivationSets sets = new ActivationSets(models);
        SplittableRandom random = new SplittableRandom(plan.seed());
        JointExamples fitting = new JointExamples(
                columns,
                columns.inputs(lesson.fitting()),
                columns.labels(lesson.fitting()),
                sample -> sets.draw(random),
                dropout);
        return trainer.train(
                        beginning
                                .map(known ->
                                        new JointBlock(new Reexpression(columns.inputScaling(), columns.targetScaling())
                                                .of(known.arrays())))
                                .orElseGet(() -> JointBlock.drawn(columns.width(), models, units, plan.seed())),
                        fitting,
                        judging(columns, lesson, sets, dropout, new SplittableRandom(plan.seed())),
                        new JointLoss(columns),
                        new JointLoss(columns),
                        recipe.withDecayingRate(),
                        plan.seed())
                .get(0)
                .map(fitted -> artifact(plan.group(), description(plan, recipe), columns, fitted.weights()));
    }

    /** Each sample with several sets, the same ones each time. */
    private static JointExamples judging(
            JointColumns columns, Lesson lesson, ActivationSets sets, Dropout dropout, SplittableRandom random) {
        float[][] active = IntStream.range(0, JUDGEMENTS * lesson.choosing().size())
                .mapToObj(sample -> sets.draw(random))
                .toArray(float[][]::new);
        return new JointExamples(
                columns,
                columns.inputs(lesson.choosing()).repeated(JUDGEMENTS),
                columns.labels(lesson.choosing()).repeated(JUDGEMENTS),
                sample -> active[sample],
                dropout);
    }

    private static Map<String, Object> description(Plan plan, Recipe recipe) {
        Map<String, Object> training = new HashMap<>(recipe.description());
        training.put("profile", plan.profile());
        training.put("seed", plan.seed());
        return training;
    }

    /** The artefact of what was learned. */
    static Artifact artifact(
            String group, Map<String, Object> training, JointColumns columns, Map<String, NpyArray> learned) {
        Map<String, NpyArray> arrays = new HashMap<>(learned);
        arrays.putAll(columns.scalings());
        return new Artifact(
                Description.ofGroup(
                        Description.Kind.JOINT,
                        group,
                        columns.models().stream()
                                .map(JointColumns.Column::member)
                                .toList(),
                        training),
                arrays);
    }
}
