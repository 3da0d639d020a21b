package dev.mlink.runtime.training;

import dev.mlink.runtime.evaluation.Observations;
import dev.mlink.runtime.store.Artifact;
import dev.mlink.runtime.store.Description;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Trains vec2vec links. */
final class LinkTrainer {
    private final NetworkTrainer trainer;

    LinkTrainer(NetworkTrainer trainer) {
        this.trainer = trainer;
    }

    /** @return the link, empty when its training diverged */
    Optional<Artifact> train(Plan plan, Plan.Link link, Lesson lesson) {
        Scaling inputs = Scaling.of(lesson.fitting().of(link.source()));
        Supervision supervision = lesson.supervision(link.target());
        LinkExamples fitting = examples(link, lesson.fitting(), inputs, supervision);
        LinkExamples choosing = examples(link, lesson.choosing(), inputs, supervision);
        int out = fitting.labels().width();
        int units = link.recipe().units(out);
        LinkNetwork network = new LinkNetwork(units, out, link.recipe().dropout());
        SoftLabelLoss loss = new SoftLabelLoss(supervision.loss());
        return trainer.train(network, fitting, choosing, loss, link.recipe(), seed(plan, link))
                .map(weights -> new Artifact(
                        description(plan, link, supervision, units), weights.arrays(inputs, supervision.scaling())));
    }

    private static LinkExamples examples(
            Plan.Link link, Observations samples, Scaling inputs, Supervision supervision) {
        return new LinkExamples(
                new Matrix(inputs.apply(samples.of(link.source()))),
                new Matrix(supervision.labels(samples.of(link.target()))));
    }

    /** The same for a link whatever else is in the plan, so that a resumed training ends like an uninterrupted one. */
    private static long seed(Plan plan, Plan.Link link) {
        return 31 * plan.seed() + (link.source() + "\n" + link.target()).hashCode();
    }

    private static Description description(Plan plan, Plan.Link link, Supervision supervision, int units) {
        Map<String, Object> training = new HashMap<>(link.recipe().description());
        training.put("hidden", units);
        training.put("profile", plan.profile());
        training.put("seed", plan.seed());
        return new Description(
                Description.Kind.VEC2VEC,
                link.target(),
                Optional.of(link.source()),
                plan.models().get(link.target()).task().text(),
                supervision.activation(),
                Collections.emptySortedMap(),
                training);
    }
}
