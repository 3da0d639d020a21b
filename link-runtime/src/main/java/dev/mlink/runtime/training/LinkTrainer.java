package dev.mlink.runtime.training;

import dev.mlink.runtime.evaluation.Observations;
import dev.mlink.runtime.store.Artifact;
import dev.mlink.runtime.store.Description;
import dev.mlink.runtime.training.NetworkTrainer.Fitted;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Trains the vec2vec links into one target that have one recipe, each as often as the recipe says, in one graph. */
final class LinkTrainer {
    private final NetworkTrainer trainer;

    LinkTrainer(NetworkTrainer trainer) {
        this.trainer = trainer;
    }

    /**
     * One training of a link.
     *
     * @param repeat from 0; each begins with other weights
     */
    private record Attempt(Plan.Link link, int repeat) {}

    /**
     * @param target what all links lead to
     * @param links at least one, all with the same recipe
     * @return for each link the artefacts of its repeats that did not diverge, the best on the selection part first
     */
    Map<Plan.Link, List<Artifact>> train(Plan plan, String target, List<Plan.Link> links, Lesson lesson) {
        Recipe recipe = links.get(0).recipe();
        Supervision supervision = lesson.supervision(target);
        int units = recipe.units(supervision.scaling().mean().length);
        List<Attempt> attempts = attempts(links, recipe.repeats());
        List<Scaling> scalings = attempts.stream()
                .map(attempt -> Scaling.of(lesson.fitting().of(attempt.link().source())))
                .toList();
        List<Long> seeds = attempts.stream().map(attempt -> seed(plan, attempt)).toList();
        Dropout dropout = new Dropout(recipe.dropout(), units, seeds);
        List<Optional<Fitted<LinkWeights>>> trained = trainer.train(
                bank(attempts, scalings, seeds, supervision, units),
                examples(attempts, scalings, lesson.fitting(), supervision, target, dropout),
                examples(attempts, scalings, lesson.choosing(), supervision, target, dropout),
                supervision.distance(),
                supervision.judgement(),
                recipe,
                31 * plan.seed() + target.hashCode());
        Map<Plan.Link, List<Artifact>> artifacts = new HashMap<>();
        for (Plan.Link link : links) {
            artifacts.put(
                    link,
                    IntStream.range(0, attempts.size())
                            .filter(i -> attempts.get(i).link().equals(link)
                                    && trained.get(i).isPresent())
                            .boxed()
                            .sorted(Comparator.comparing(
                                    i -> trained.get(i).orElseThrow().loss()))
                            .map(i -> new Artifact(
                                    description(plan, attempts.get(i), supervision, units),
                                    trained.get(i)
                                            .orElseThrow()
                                            .weights()
                                            .arrays(scalings.get(i), supervision.scaling())))
                            .toList());
        }
        return artifacts;
    }

    private static List<Attempt> attempts(List<Plan.Link> links, int repeats) {
        List<Attempt> attempts = new ArrayList<>();
        for (Plan.Link link : links) {
            for (int repeat = 0; repeat < repeats; repeat++) {
                attempts.add(new Attempt(link, repeat));
            }
        }
        return attempts;
    }

    private static LinkBank bank(
            List<Attempt> attempts, List<Scaling> scalings, List<Long> seeds, Supervision supervision, int units) {
        List<LinkWeights> beginnings = new ArrayList<>();
        for (int i = 0; i < attempts.size(); i++) {
            int inputs = scalings.get(i).mean().length;
            Reexpression here = new Reexpression(scalings.get(i), supervision.scaling());
            beginnings.add(
                    attempts.get(i).link().beginning() instanceof Beginning.Learned learned
                            ? LinkWeights.of(here.of(learned.arrays()))
                            : LinkWeights.drawn(
                                    inputs, units, supervision.scaling().mean().length, seeds.get(i)));
        }
        return new LinkBank(beginnings);
    }

    private static LinkExamples examples(
            List<Attempt> attempts,
            List<Scaling> scalings,
            Observations samples,
            Supervision supervision,
            String target,
            Dropout dropout) {
        List<Matrix> inputs = new ArrayList<>();
        for (int i = 0; i < attempts.size(); i++) {
            inputs.add(new Matrix(
                    scalings.get(i).apply(samples.of(attempts.get(i).link().source()))));
        }
        return new LinkExamples(inputs, new Matrix(supervision.labels(samples.of(target))), dropout);
    }

    /** The same for a link whatever else is in the plan, so that a resumed training ends like an uninterrupted one. */
    private static long seed(Plan plan, Attempt attempt) {
        Plan.Link link = attempt.link();
        return 31 * (31 * plan.seed() + (link.source() + "\n" + link.target()).hashCode()) + attempt.repeat();
    }

    private static Description description(Plan plan, Attempt attempt, Supervision supervision, int units) {
        Plan.Link link = attempt.link();
        Map<String, Object> training = new HashMap<>(link.recipe().description());
        training.put("hidden", units);
        training.put("profile", plan.profile());
        training.put("seed", plan.seed());
        training.put("repeat", attempt.repeat());
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
