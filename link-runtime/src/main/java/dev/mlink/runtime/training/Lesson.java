package dev.mlink.runtime.training;

import dev.mlink.runtime.evaluation.ModelOutput;
import dev.mlink.runtime.evaluation.Observations;
import dev.mlink.runtime.evaluation.Split;
import dev.mlink.runtime.evaluation.Task;
import dev.mlink.runtime.store.Vocabulary;
import dev.mlink.runtime.training.sequence.VocabularyFit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a profile has to teach: the part that fits, the part that chooses the checkpoint, and how each target
 * supervises. Samples that were kept because predictions were unsure of them are in the first part only.
 *
 * @param profile all samples
 * @param fitting the training part
 * @param choosing the selection part
 * @param supervisions by model that answers with numbers
 * @param vocabularies by model that answers with texts
 */
record Lesson(
        Observations profile,
        Observations fitting,
        Observations choosing,
        Map<String, Supervision> supervisions,
        Map<String, Vocabulary> vocabularies) {
    private static final int MOST_WORDS = 1000;
    private static final int LONGEST_TEXT = 64;

    /**
     * @param split the parts of the profile
     * @throws IllegalArgumentException too few samples are usable, or outputs are not what is declared
     */
    static Lesson of(Plan plan, Observations profile, Split split) {
        requireEnough(plan, profile);
        requireBothParts(plan, split);
        Observations fitting = profile.part(split.training());
        Map<String, Supervision> supervisions = new LinkedHashMap<>();
        Map<String, Vocabulary> vocabularies = new LinkedHashMap<>();
        VocabularyFit words = new VocabularyFit(MOST_WORDS, LONGEST_TEXT);
        for (ModelOutput model : plan.models().values()) {
            if (model.task() == Task.TEXT) {
                vocabularies.put(model.model(), words.fit(fitting.texts(model.model())));
            } else {
                supervisions.put(model.model(), Supervision.of(model, fitting.of(model.model())));
            }
        }
        return new Lesson(profile, fitting, profile.part(split.selection()), supervisions, vocabularies);
    }

    /** The same where the part that fits chooses too, and the selection part stays unseen. */
    Lesson fittingOnly() {
        return new Lesson(profile, fitting, fitting, supervisions, vocabularies);
    }

    Supervision supervision(String target) {
        return supervisions.get(target);
    }

    /** The words of a model that answers with texts; empty for one that answers with numbers. */
    Optional<Vocabulary> vocabulary(String model) {
        return Optional.ofNullable(vocabularies.get(model));
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

    /** A profile that the link-runtime froze is half of audit samples; one that somebody else wrote may not be. */
    private static void requireBothParts(Plan plan, Split split) {
        int fewest = Split.FEWEST_SAMPLES / 2;
        int held = split.selection().size() + split.certification().size();
        int fitting = split.training().size();
        if (held < fewest || fitting < fewest) {
            throw new IllegalArgumentException("profile '" + plan.profile() + "' has " + held
                    + " samples chosen at random that can choose and certify, and " + fitting
                    + " older ones that can fit; at least " + fewest
                    + " of each are needed: lower sampling.informativeShare");
        }
    }
}
