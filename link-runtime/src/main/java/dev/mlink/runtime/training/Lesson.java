package dev.mlink.runtime.training;

import dev.mlink.runtime.evaluation.ModelOutput;
import dev.mlink.runtime.evaluation.Observations;
import dev.mlink.runtime.evaluation.Split;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a profile has to teach: the part that fits, the part that chooses the checkpoint, and how each target
 * supervises.
 *
 * @param profile all samples
 * @param fitting the training part
 * @param choosing the selection part
 * @param supervisions by target
 */
record Lesson(
        Observations profile, Observations fitting, Observations choosing, Map<String, Supervision> supervisions) {

    /**
     * @throws IllegalArgumentException too few samples are usable, or outputs are not what is declared
     */
    static Lesson of(Plan plan, Observations profile) {
        requireEnough(plan, profile);
        Split split = Split.of(profile.size());
        Observations fitting = profile.part(split.training());
        Map<String, Supervision> supervisions = new LinkedHashMap<>();
        for (ModelOutput model : plan.models().values()) {
            supervisions.put(model.model(), Supervision.of(model, fitting.of(model.model())));
        }
        return new Lesson(profile, fitting, profile.part(split.selection()), supervisions);
    }

    Supervision supervision(String target) {
        return supervisions.get(target);
    }

    private static void requireEnough(Plan plan, Observations profile) {
        if (profile.size() < Split.FEWEST_SAMPLES) {
            String bad = profile.unusable().isEmpty()
                    ? ""
                    : " (samples with NaN or infinite outputs: " + profile.unusable() + ")";
            throw new IllegalArgumentException(
                    "profile '" + plan.profile() + "' has " + profile.size()
                            + " usable samples" + bad + "; at least " + Split.FEWEST_SAMPLES
                            + " are needed to train, choose and certify: send more distinct inputs, or lower profiling.interval");
        }
    }
}
