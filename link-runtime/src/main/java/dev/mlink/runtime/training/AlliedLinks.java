package dev.mlink.runtime.training;

import dev.mlink.admin.v1alpha1.TrainingReport;
import dev.mlink.runtime.evaluation.Examination;
import dev.mlink.runtime.federation.Outcome;
import dev.mlink.runtime.federation.Pair;
import dev.mlink.runtime.federation.Traffic;
import dev.mlink.runtime.prediction.PredictorLoader;
import dev.mlink.runtime.store.Artifact;
import dev.mlink.runtime.store.Description;
import dev.mlink.runtime.store.ExchangeStore;
import dev.mlink.runtime.store.NpyArray;
import dev.mlink.runtime.store.Store;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Links that several groups train together. Of the link that the group trained alone, the mean of all groups, that mean
 * fine-tuned here, and the first two as one, it keeps what does best on the selection part.
 */
final class AlliedLinks {
    private static final List<Double> SHARES = List.of(.25, .5, .75);

    private final LinkTrainer trainer;
    private final Store store;

    AlliedLinks(LinkTrainer trainer, Store store) {
        this.trainer = trainer;
        this.store = store;
    }

    /**
     * What came of a link.
     *
     * @param best empty when the group had nothing before and the others gave nothing
     */
    record Result(Optional<TrainedArtifact> best, TrainingReport.Federation report) {}

    /** @param score mean on the selection part */
    private record Candidate(String origin, TrainedArtifact link, double score) {}

    /**
     * @param locals what the group trained alone; a link may have diverged
     * @return what came of those that have an alliance
     */
    Map<Plan.Link, Result> train(
            Plan plan, String target, Map<Plan.Link, Optional<TrainedArtifact>> locals, Lesson lesson)
            throws IOException {
        Map<Alliance, List<Plan.Link>> allied = new LinkedHashMap<>();
        Map<Plan.Link, Result> results = new HashMap<>();
        for (Plan.Link link : plan.into(target)) {
            if (link.alliance().isPresent() && SequenceTrainer.trains(link, lesson)) {
                results.put(link, alone(locals.get(link)));
            } else {
                link.alliance().ifPresent(alliance -> allied.computeIfAbsent(alliance, first -> new ArrayList<>())
                        .add(link));
            }
        }
        for (Map.Entry<Alliance, List<Plan.Link>> group : allied.entrySet()) {
            Outcome outcome = new AlliedTraining(trainer, exchanges(plan), plan, target, lesson)
                    .run(group.getKey(), group.getValue());
            Map<Plan.Link, Artifact> tuned = tuned(plan, target, group.getValue(), outcome, lesson);
            for (Plan.Link link : group.getValue()) {
                results.put(link, result(plan, link, locals.get(link), tuned, outcome, lesson));
            }
        }
        return results;
    }

    private static Result alone(Optional<TrainedArtifact> local) {
        return new Result(
                local,
                TrainingReport.Federation.newBuilder()
                        .setRefused(
                                "IncompatibleInitialisation: the words of a text are those of a group's own profile,"
                                        + " so links from and to texts have no mean")
                        .build());
    }

    private ExchangeStore exchanges(Plan plan) {
        return plan.exchangeStore().map(Store::open).orElse(store).exchanges();
    }

    private Map<Plan.Link, Artifact> tuned(
            Plan plan, String target, List<Plan.Link> links, Outcome outcome, Lesson lesson) {
        Map<Plan.Link, Plan.Link> origins = new LinkedHashMap<>();
        links.stream()
                .filter(link -> outcome.links().containsKey(AlliedTraining.pair(link)))
                .forEach(link -> origins.put(
                        link.beginning(new Beginning.Learned(
                                outcome.exchange(),
                                outcome.links().get(AlliedTraining.pair(link)).arrays())),
                        link));
        Map<Plan.Link, Artifact> tuned = new HashMap<>();
        for (List<Plan.Link> alike : Plan.Link.alike(List.copyOf(origins.keySet()))) {
            trainer.train(plan, target, alike, lesson).forEach((link, artifacts) -> artifacts.stream()
                    .findFirst()
                    .ifPresent(artifact -> tuned.put(origins.get(link), artifact)));
        }
        return tuned;
    }

    private Result result(
            Plan plan,
            Plan.Link link,
            Optional<TrainedArtifact> local,
            Map<Plan.Link, Artifact> tuned,
            Outcome outcome,
            Lesson lesson)
            throws IOException {
        Pair pair = AlliedTraining.pair(link);
        Examination selection =
                new Examination(new PredictorLoader(store.artifacts()), plan.models(), lesson.choosing());
        List<Candidate> candidates = new ArrayList<>();
        if (local.isPresent()) {
            candidates.add(candidate("Local", local.get(), selection));
        }
        if (outcome.links().containsKey(pair)) {
            Artifact global = global(plan, link, outcome, lesson);
            candidates.add(candidate("Global", global, selection));
            if (tuned.containsKey(link)) {
                candidates.add(candidate("FineTuned", tuned.get(link), selection));
            }
            if (local.isPresent()) {
                candidates.add(fused(local.get().artifact(), global, selection));
            }
        }
        Optional<Candidate> best = candidates.stream()
                .max(Comparator.comparingDouble(Candidate::score)
                        .thenComparing(candidates::indexOf, Comparator.reverseOrder()));
        return new Result(best.map(Candidate::link), report(pair, candidates, best, outcome));
    }

    private Candidate candidate(String origin, Artifact artifact, Examination selection) throws IOException {
        return candidate(origin, new TrainedArtifact(store.artifacts().write(artifact), artifact), selection);
    }

    private static Candidate candidate(String origin, TrainedArtifact link, Examination selection) throws IOException {
        Description description = link.artifact().description();
        double score = selection.performance(
                description.target(), List.of(description.source().orElseThrow()), link.digest());
        return new Candidate(origin, link, score);
    }

    /** With the share that does best on the selection part. */
    private Candidate fused(Artifact local, Artifact global, Examination selection) throws IOException {
        List<Candidate> fused = new ArrayList<>();
        for (double share : SHARES) {
            Map<String, NpyArray> arrays = new Fusion(share).of(local.arrays(), global.arrays());
            Description description = global.description()
                    .trained(Map.of("profile", global.description().training().get("profile"), "localShare", share));
            fused.add(candidate("Fused", new Artifact(description, arrays), selection));
        }
        return fused.stream().max(Comparator.comparingDouble(Candidate::score)).orElseThrow();
    }

    /** In this group's scaling. */
    private static Artifact global(Plan plan, Plan.Link link, Outcome outcome, Lesson lesson) {
        Supervision supervision = lesson.supervision(link.target());
        Scaling inputs = Scaling.of(lesson.fitting().of(link.source()));
        return new Artifact(
                new Description(
                        Description.Kind.VEC2VEC,
                        link.target(),
                        Optional.of(link.source()),
                        plan.models().get(link.target()).task().text(),
                        supervision.activation(),
                        Collections.emptySortedMap(),
                        Map.of(
                                "profile", plan.profile(),
                                "exchange", outcome.exchange(),
                                "groups", outcome.groups(),
                                "rounds", outcome.rounds())),
                new Reexpression(inputs, supervision.scaling())
                        .of(outcome.links().get(AlliedTraining.pair(link)).arrays()));
    }

    private static TrainingReport.Federation report(
            Pair pair, List<Candidate> candidates, Optional<Candidate> best, Outcome outcome) {
        Traffic traffic = outcome.traffic().getOrDefault(pair, new Traffic(0, 0));
        TrainingReport.Federation.Builder report = TrainingReport.Federation.newBuilder()
                .setExchange(outcome.exchange())
                .addAllGroups(outcome.groups())
                .addAllMissing(outcome.missing())
                .setRounds(outcome.rounds())
                .setBytesSent(traffic.sent())
                .setBytesReceived(traffic.received())
                .setRefused(outcome.refused().getOrDefault(pair, ""))
                .setKept(best.map(Candidate::origin).orElse(""));
        candidates.forEach(candidate -> report.addCandidatesBuilder()
                .setOrigin(candidate.origin())
                .setArtifact(candidate.link().digest().text())
                .setSelection(candidate.score()));
        return report.build();
    }
}
