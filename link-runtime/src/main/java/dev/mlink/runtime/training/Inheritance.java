package dev.mlink.runtime.training;

import dev.mlink.admin.v1alpha1.TrainingReport;
import dev.mlink.runtime.evaluation.Observations;
import dev.mlink.runtime.evaluation.Split;
import dev.mlink.runtime.evaluation.Split.Part;
import dev.mlink.runtime.evaluation.StoredEvaluator;
import dev.mlink.runtime.evaluation.Succession;
import dev.mlink.runtime.store.Description.Kind;
import dev.mlink.runtime.store.Store;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a training has of the one that its plan names as previous.
 *
 * @param predecessor empty for none
 * @param split the parts of the profile
 * @param trial the samples that decide between the predecessor's predictors and the retrained ones
 * @param ignored why the plan's previous training counts for nothing; empty where it counts, or none is named
 */
record Inheritance(Optional<Predecessor> predecessor, Split split, Part trial, String ignored) {

    static Inheritance of(Plan plan, Store store, Observations profile) throws IOException {
        if (plan.previous().isEmpty()) {
            return none(profile, "");
        }
        String name = plan.previous().get();
        Optional<TrainingReport> report = new StoredEvaluator(store).report(name);
        if (report.isEmpty()) {
            return none(profile, "training '" + name + "' is not in the store");
        }
        if (report.get().getLearnedUntil() == 0) {
            return none(
                    profile, "training '" + name + "' does not say what it learned from; it is of an older version");
        }
        return Succession.of(profile.times(), profile.audit(), report.get().getLearnedUntil())
                .map(succession -> new Inheritance(
                        Optional.of(new Predecessor(report.get(), store.artifacts())),
                        succession.split(),
                        succession.trial(),
                        ""))
                .orElseGet(() -> none(
                        profile,
                        "training '" + name + "' has learned from samples of this profile's newest part; at least "
                                + Succession.FEWEST_SAMPLES + " newer ones are needed to compare with it"));
    }

    private static Inheritance none(Observations profile, String reason) {
        Split split = Split.of(profile.audit());
        return new Inheritance(Optional.empty(), split, split.probation(), reason);
    }

    /** The same plan with links that begin with the predecessor's weights, where they fit. */
    Plan begin(Plan plan, Lesson lesson) throws IOException {
        if (predecessor.isEmpty()) {
            return plan;
        }
        List<Plan.Link> links = new ArrayList<>();
        for (Plan.Link link : plan.links()) {
            links.add(link.beginning(beginning(predecessor.get(), link, lesson)));
        }
        return plan.withLinks(links);
    }

    private static Beginning beginning(Predecessor predecessor, Plan.Link link, Lesson lesson) throws IOException {
        if (SequenceTrainer.trains(link, lesson)) {
            return new Beginning.Drawn("a link from or to a text begins anew: its words are those of the profile");
        }
        Optional<TrainedArtifact> learned = predecessor.link(link, lesson);
        if (learned.isEmpty()) {
            return new Beginning.Drawn("the previous training has no link of this pair with these outputs");
        }
        int units =
                link.recipe().units(lesson.supervision(link.target()).scaling().mean().length);
        boolean alike = learned.get().artifact().description().kind() == Kind.VEC2VEC
                && learned.get().artifact().array("hidden_bias").size() == units;
        return alike
                ? new Beginning.Learned(
                        learned.get().digest().text(), learned.get().artifact().arrays())
                : new Beginning.Drawn("the previous training's link does not have " + units + " hidden units");
    }
}
