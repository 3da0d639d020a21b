package dev.mlink.runtime.evaluation;

import dev.mlink.runtime.evaluation.PredictorChoice.Kind;
import dev.mlink.runtime.evaluation.TrainedPredictors.Ensemble;
import dev.mlink.runtime.evaluation.TrainedPredictors.Link;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Chooses the predictor of every target of an activation set on one bench and reports it on another, whose samples
 * chose nothing. Of the prior, the best link from an active source and the ensemble over the active ones, the simplest
 * wins that no richer one beats. Safe for several threads.
 */
final class Assessment {
    private final TrainedPredictors trained;
    private final Map<String, ModelOutput> models;
    private final Bench choosing;
    private final Bench reporting;
    private final Estimation estimation;
    private final Map<Candidate, Double> chosen = new ConcurrentHashMap<>();
    private final Map<Candidate, Estimate> reported = new ConcurrentHashMap<>();

    /** A predictor that may answer for a target; equal ones have equal scores. */
    private record Candidate(String target, Kind kind, List<Link> links) {
        PredictorChoice choice(String digest) {
            return new PredictorChoice(kind, links.stream().map(Link::source).toList(), digest);
        }
    }

    /**
     * @param trained the predictors
     * @param models every model, by name
     * @param choosing scores that a choice may look at
     * @param reporting scores that no choice looks at, at least one sample
     */
    Assessment(TrainedPredictors trained, Map<String, ModelOutput> models, Bench choosing, Bench reporting) {
        this.trained = trained;
        this.models = models;
        this.choosing = choosing;
        this.reporting = reporting;
        this.estimation = new Estimation(reporting.size());
    }

    /** @param active the loaded models, all of them known */
    SetEvaluation assess(Set<String> active) {
        return new SetEvaluation(
                active,
                models.keySet().stream()
                        .filter(model -> !active.contains(model))
                        .map(target -> assess(target, active))
                        .toList());
    }

    private TargetEvaluation assess(String target, Set<String> active) {
        Candidate best = simplestBest(candidates(target, active));
        double prior = report(new Candidate(target, Kind.PRIOR, List.of())).value();
        return new TargetEvaluation(target, best.choice(digest(best)), choose(best), report(best), prior);
    }

    /** From simple to rich. */
    private List<Candidate> candidates(String target, Set<String> active) {
        List<Candidate> candidates = new ArrayList<>();
        candidates.add(new Candidate(target, Kind.PRIOR, List.of()));
        List<Link> links = trained.links(target).stream()
                .filter(link -> active.contains(link.source()))
                .toList();
        links.stream()
                .map(link -> new Candidate(target, Kind.LINK, List.of(link)))
                .max(Comparator.comparingDouble(this::choose)
                        .thenComparing(candidate -> candidate.links().get(0).source(), Comparator.reverseOrder()))
                .ifPresent(candidates::add);
        trained.ensemble(target)
                .map(ensemble -> joined(ensemble, links))
                .filter(joined -> joined.size() > 1)
                .ifPresent(joined -> candidates.add(new Candidate(target, Kind.ENSEMBLE, joined)));
        return candidates;
    }

    private static List<Link> joined(Ensemble ensemble, List<Link> links) {
        return ensemble.weights().keySet().stream()
                .flatMap(source -> links.stream().filter(link -> link.source().equals(source)))
                .toList();
    }

    private Candidate simplestBest(List<Candidate> simpleToRich) {
        Candidate best = simpleToRich.get(0);
        for (Candidate richer : simpleToRich) {
            if (choose(richer) > choose(best)) {
                best = richer;
            }
        }
        return best;
    }

    private double choose(Candidate candidate) {
        return chosen.computeIfAbsent(
                candidate,
                first -> Arrays.stream(scores(choosing, candidate)).average().orElse(0));
    }

    private Estimate report(Candidate candidate) {
        return reported.computeIfAbsent(
                candidate,
                first -> estimation.estimate(models.get(candidate.target()).metric(), scores(reporting, candidate)));
    }

    private double[] scores(Bench bench, Candidate candidate) {
        String target = candidate.target();
        return switch (candidate.kind()) {
            case PRIOR -> bench.prior(target);
            case LINK -> bench.link(target, candidate.links().get(0));
            case ENSEMBLE -> bench.ensemble(target, trained.ensemble(target).orElseThrow(), candidate.links());
        };
    }

    private String digest(Candidate candidate) {
        return switch (candidate.kind()) {
            case PRIOR -> trained.prior(candidate.target()).digest();
            case LINK -> candidate.links().get(0).digest();
            case ENSEMBLE -> trained.ensemble(candidate.target()).orElseThrow().digest();
        };
    }
}
