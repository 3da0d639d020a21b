package dev.mlink.runtime.evaluation;

import dev.mlink.runtime.evaluation.PredictorChoice.Kind;
import dev.mlink.runtime.evaluation.TrainedPredictors.Ensemble;
import dev.mlink.runtime.evaluation.TrainedPredictors.Link;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Chooses the predictor of every target of an activation set on one bench and reports it on another, whose samples
 * chose nothing. The rungs of a target are the prior, the ridge map, the best link from an active source, the ensemble
 * over the active ones, the joint network, and the last exact value where streams are named. Safe for several threads.
 */
final class Assessment {
    /** As few samples as the smallest part that chooses: with fewer of known streams chance would. */
    private static final int FEWEST_KNOWN = Succession.FEWEST_SAMPLES;

    private final TrainedPredictors trained;
    private final Map<String, ModelOutput> models;
    private final Bench choosing;
    private final Bench reporting;
    private final Ladder ladder;
    private final Estimation estimation;
    private final Map<Candidate, double[]> chosen = new ConcurrentHashMap<>();
    private final Map<Candidate, Estimate> reported = new ConcurrentHashMap<>();

    /** A predictor that may answer for a target; equal ones have equal scores. */
    private record Candidate(String target, PredictorChoice choice) {
        Candidate(String target, Kind kind, List<String> sources, String digest) {
            this(target, new PredictorChoice(kind, sources, digest));
        }

        Kind kind() {
            return choice.kind();
        }

        List<String> sources() {
            return choice.sources();
        }
    }

    /**
     * @param trained the predictors
     * @param models every model, by name
     * @param choosing scores that a choice may look at
     * @param reporting scores that no choice looks at, at least one sample
     * @param ladder which predictors may serve, and which does
     */
    Assessment(
            TrainedPredictors trained,
            Map<String, ModelOutput> models,
            Bench choosing,
            Bench reporting,
            Ladder ladder) {
        this.trained = trained;
        this.models = models;
        this.choosing = choosing;
        this.reporting = reporting;
        this.ladder = ladder;
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

    /**
     * Scores of what would serve, one for each sample that reports, by target.
     *
     * @param active the loaded models, all of them known
     */
    Map<String, double[]> reported(Set<String> active) {
        Map<String, double[]> scores = new HashMap<>();
        for (String target : models.keySet()) {
            if (!active.contains(target)) {
                scores.put(target, scores(reporting, serving(target, active)));
            }
        }
        return scores;
    }

    /**
     * F of a set on each sample that chooses: the weighted mean score of all models, 1 for active ones.
     *
     * @param active the loaded models, all of them known
     * @param weights some above 0; a model that is not named does not count
     */
    double[] objectives(Set<String> active, Map<String, Double> weights) {
        double[] objectives = new double[choosing.size()];
        double all = weights.values().stream().mapToDouble(Double::doubleValue).sum();
        for (String model : models.keySet()) {
            double share = weights.getOrDefault(model, 0.0) / all;
            double[] scores = active.contains(model) ? new double[0] : choose(serving(model, active));
            for (int sample = 0; sample < objectives.length; sample++) {
                objectives[sample] += share * (active.contains(model) ? 1 : scores[sample]);
            }
        }
        return objectives;
    }

    private Candidate serving(String target, Set<String> active) {
        return serving(candidates(target, active));
    }

    private TargetEvaluation assess(String target, Set<String> active) {
        List<Candidate> candidates = candidates(target, active);
        List<double[]> scores = candidates.stream().map(this::choose).toList();
        int serving = ladder.serving(scores);
        List<Rung> rungs = candidates.stream().map(this::rung).toList();
        boolean linked =
                candidates.stream().anyMatch(candidate -> !candidate.sources().isEmpty());
        return new TargetEvaluation(
                target,
                rungs,
                rungs.get(serving),
                report(candidates.get(0)).value(),
                linked && Ladder.FULL.serving(scores) == 0); // the article's takes the richest, whatever it is worth
    }

    private Rung rung(Candidate candidate) {
        return new Rung(candidate.choice(), mean(choose(candidate)), report(candidate));
    }

    private Candidate serving(List<Candidate> candidates) {
        return candidates.get(
                ladder.serving(candidates.stream().map(this::choose).toList()));
    }

    /** From simple to rich; the prior is always the first. */
    private List<Candidate> candidates(String target, Set<String> active) {
        List<Candidate> candidates = new ArrayList<>(answeringAlways(target, active));
        if (ladder.has(Kind.LAST) && choosing.recollection().known().length >= FEWEST_KNOWN) {
            PredictorChoice otherwise = serving(candidates).choice();
            trained.last(target)
                    .map(digest -> new Candidate(target, PredictorChoice.last(digest, otherwise)))
                    .ifPresent(last -> candidates.add(1, last));
        }
        return candidates;
    }

    private List<Candidate> answeringAlways(String target, Set<String> active) {
        List<Candidate> candidates = new ArrayList<>();
        candidates.add(new Candidate(
                target, Kind.PRIOR, List.of(), trained.prior(target).digest()));
        trained.ridge()
                .ifPresent(
                        ridge -> ofGroup(target, Kind.RIDGE, ridge.map().models(), ridge.digest(), active, candidates));
        bestLink(target, active, candidates);
        trained.ensemble(target).ifPresent(ensemble -> {
            List<String> joined = joined(target, ensemble, active);
            if (joined.size() > 1) {
                candidates.add(new Candidate(target, Kind.ENSEMBLE, joined, ensemble.digest()));
            }
        });
        trained.joint()
                .ifPresent(joint ->
                        ofGroup(target, Kind.JOINT, joint.network().models(), joint.digest(), active, candidates));
        return candidates.stream()
                .filter(candidate -> ladder.has(candidate.kind()))
                .toList();
    }

    private void ofGroup(
            String target,
            Kind kind,
            List<String> models,
            String digest,
            Set<String> active,
            List<Candidate> candidates) {
        List<String> sources = trained.readable(models, target, active);
        if (!sources.isEmpty()) {
            candidates.add(new Candidate(target, kind, sources, digest));
        }
    }

    private void bestLink(String target, Set<String> active, List<Candidate> candidates) {
        trained.links(target).stream()
                .filter(link -> active.contains(link.source()))
                .map(link -> new Candidate(target, Kind.LINK, List.of(link.source()), link.digest()))
                .max(Comparator.comparingDouble((Candidate candidate) -> mean(choose(candidate)))
                        .thenComparing(candidate -> candidate.sources().get(0), Comparator.reverseOrder()))
                .ifPresent(candidates::add);
    }

    private List<String> joined(String target, Ensemble ensemble, Set<String> active) {
        Set<String> linked = trained.links(target).stream().map(Link::source).collect(Collectors.toSet());
        return ensemble.weights().keySet().stream()
                .filter(source -> active.contains(source) && linked.contains(source))
                .toList();
    }

    private double[] choose(Candidate candidate) {
        return chosen.computeIfAbsent(candidate, first -> scores(choosing, candidate));
    }

    private Estimate report(Candidate candidate) {
        return reported.computeIfAbsent(
                candidate,
                first -> estimation.estimate(models.get(candidate.target()).metric(), scores(reporting, candidate)));
    }

    private double[] scores(Bench bench, Candidate candidate) {
        return trained.scores(bench, candidate.target(), candidate.choice());
    }

    private static double mean(double[] scores) {
        return Arrays.stream(scores).average().orElse(0);
    }
}
