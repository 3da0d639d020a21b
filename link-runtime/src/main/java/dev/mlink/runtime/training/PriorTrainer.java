package dev.mlink.runtime.training;

import dev.mlink.runtime.evaluation.ModelOutput;
import dev.mlink.runtime.evaluation.PriorFit;
import dev.mlink.runtime.evaluation.Task;
import dev.mlink.runtime.prediction.Sentence;
import dev.mlink.runtime.prediction.Words;
import dev.mlink.runtime.store.Artifact;
import dev.mlink.runtime.store.Description;
import dev.mlink.runtime.store.Description.Activation;
import dev.mlink.runtime.store.NpyArray;
import dev.mlink.runtime.store.Vocabulary;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the best constant answer of a target, in the target's own units. */
final class PriorTrainer {
    /** A share that never occurred still has a finite logarithm. */
    private static final double SMALLEST_SHARE = 1e-7;

    Artifact train(Plan plan, String target, Lesson lesson) {
        ModelOutput output = plan.models().get(target);
        float[][] rows = lesson.fitting().of(target);
        return output.task() == Task.TEXT
                ? text(plan, output, lesson.fitting().lexicon().sentence(new PriorFit(output.metric()).fit(rows)))
                : vector(plan, output, lesson.supervision(target), rows);
    }

    private static Artifact vector(Plan plan, ModelOutput output, Supervision supervision, float[][] rows) {
        return artifact(plan, output, supervision.activation(), Optional.empty(), constant(output, supervision, rows));
    }

    /** The words of the text are all that its vocabulary holds. */
    private static Artifact text(Plan plan, ModelOutput output, Sentence text) {
        List<String> words = text.words().stream().distinct().toList();
        Vocabulary vocabulary = new Vocabulary(words, Math.max(1, text.words().size()));
        float[] constant = new float[vocabulary.longest()];
        new Words(vocabulary).encode(text, constant, 0);
        return artifact(plan, output, Activation.LINEAR, Optional.of(vocabulary), constant);
    }

    private static Artifact artifact(
            Plan plan, ModelOutput output, Activation activation, Optional<Vocabulary> writes, float[] constant) {
        Description description = new Description(
                Description.Kind.PRIOR,
                output.model(),
                Optional.empty(),
                output.task().text(),
                activation,
                Collections.emptySortedMap(),
                List.of(),
                Optional.empty(),
                writes,
                Map.of("profile", plan.profile()));
        return new Artifact(description, Map.of("constant", NpyArray.of(constant, constant.length)));
    }

    private static float[] constant(ModelOutput output, Supervision supervision, float[][] rows) {
        PriorFit fit = new PriorFit(output.metric());
        boolean logits = supervision.activation() == Activation.LOG_SOFTMAX;
        return logits ? logarithm(fit.fit(supervision.labels(rows))) : fit.fit(rows);
    }

    private static float[] logarithm(float[] shares) {
        float[] logits = new float[shares.length];
        for (int i = 0; i < shares.length; i++) {
            logits[i] = (float) Math.log(Math.max(shares[i], SMALLEST_SHARE));
        }
        return logits;
    }
}
