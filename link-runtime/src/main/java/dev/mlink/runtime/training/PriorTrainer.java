package dev.mlink.runtime.training;

import dev.mlink.runtime.evaluation.ModelOutput;
import dev.mlink.runtime.evaluation.PriorFit;
import dev.mlink.runtime.store.Artifact;
import dev.mlink.runtime.store.Description;
import dev.mlink.runtime.store.Description.Activation;
import dev.mlink.runtime.store.NpyArray;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;

/** Finds the best constant answer of a target, in the target's own units. */
final class PriorTrainer {
    /** A share that never occurred still has a finite logarithm. */
    private static final double SMALLEST_SHARE = 1e-7;

    Artifact train(Plan plan, String target, Lesson lesson) {
        ModelOutput output = plan.models().get(target);
        Supervision supervision = lesson.supervision(target);
        float[] constant = constant(output, supervision, lesson.fitting().of(target));
        Description description = new Description(
                Description.Kind.PRIOR,
                target,
                Optional.empty(),
                output.task().text(),
                supervision.activation(),
                Collections.emptySortedMap(),
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
