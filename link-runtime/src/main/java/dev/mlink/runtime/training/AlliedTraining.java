package dev.mlink.runtime.training;

import dev.mlink.runtime.federation.Contribution;
import dev.mlink.runtime.federation.Federation;
import dev.mlink.runtime.federation.Outcome;
import dev.mlink.runtime.federation.Pair;
import dev.mlink.runtime.federation.Patience;
import dev.mlink.runtime.federation.StoredExchange;
import dev.mlink.runtime.federation.Weights;
import dev.mlink.runtime.store.Artifact;
import dev.mlink.runtime.store.ExchangeStore;
import dev.mlink.runtime.store.NpyArray;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The rounds that a group goes with others for the links into one target.
 *
 * @param exchanges where they meet
 */
record AlliedTraining(LinkTrainer trainer, ExchangeStore exchanges, Plan plan, String target, Lesson lesson) {
    private static final Patience SETTLING = Patience.ofSeconds(1);

    /** @param links into the target, all with this alliance */
    Outcome run(Alliance alliance, List<Plan.Link> links) throws IOException {
        StoredExchange exchange =
                StoredExchange.join(exchanges, alliance.groups(), target, alliance.group(), plan.profile(), SETTLING);
        Map<Pair, Plan.Link> byPair =
                links.stream().collect(Collectors.toMap(AlliedTraining::pair, Function.identity()));
        Map<Pair, Weights> start = new HashMap<>();
        byPair.forEach((pair, link) -> start.put(pair, drawn(link, exchange.name())));
        return new Federation(exchange, alliance.others(), Patience.ofSeconds(alliance.waitSeconds()))
                .run(
                        Contribution.start(alliance.group(), plan.profile(), start),
                        lesson.fitting().size(),
                        alliance.rounds(),
                        (round, from) -> round(round, from, byPair, alliance));
    }

    static Pair pair(Plan.Link link) {
        return new Pair(link.source(), link.target());
    }

    /** From a seed that every group comes to. */
    private Weights drawn(Plan.Link link, String exchange) {
        Scaling inputs = Scaling.of(lesson.fitting().of(link.source()));
        Scaling targets = lesson.supervision(target).scaling();
        int outputs = targets.mean().length;
        long seed = 31L * exchange.hashCode() + pair(link).toString().hashCode();
        LinkWeights weights =
                LinkWeights.drawn(inputs.mean().length, link.recipe().units(outputs), outputs, seed);
        return Weights.of(weights.arrays(inputs, targets));
    }

    /** Nothing but the training part has a say: the selection part will judge what comes of the rounds. */
    private Map<Pair, Weights> round(
            int round, Map<Pair, Weights> from, Map<Pair, Plan.Link> byPair, Alliance alliance) {
        List<Plan.Link> links = from.keySet().stream()
                .map(pair -> inRound(byPair.get(pair), from.get(pair), alliance))
                .toList();
        Map<Pair, Weights> trained = new HashMap<>();
        for (List<Plan.Link> alike : Plan.Link.alike(links)) {
            trainer.train(plan.reseeded(plan.seed() + round), target, alike, lesson.fittingOnly())
                    .forEach((link, artifacts) -> artifacts.stream()
                            .findFirst()
                            .ifPresent(artifact -> trained.put(
                                    pair(link),
                                    common(artifact, from.get(pair(link)).arrays()))));
        }
        return trained;
    }

    private static Plan.Link inRound(Plan.Link link, Weights from, Alliance alliance) {
        return new Plan.Link(
                link.source(),
                link.target(),
                alliance.round(link.recipe()),
                new Beginning.Learned("the mean of the last round", from.arrays()),
                link.alliance());
    }

    /** In the scaling of all groups. */
    private static Weights common(Artifact artifact, Map<String, NpyArray> begun) {
        Scaling inputs = new Scaling(
                begun.get("input_mean").floats(), begun.get("input_scale").floats());
        Scaling targets = new Scaling(
                begun.get("target_mean").floats(), begun.get("target_scale").floats());
        return Weights.of(new Reexpression(inputs, targets).of(artifact.arrays()));
    }
}
