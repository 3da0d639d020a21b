package dev.mlink.runtime.training;

import dev.mlink.admin.v1alpha1.TrainingReport;
import dev.mlink.runtime.store.Artifact;
import dev.mlink.runtime.store.ArtifactStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Everything that predicts one target alone: its prior, its links and their ensemble. */
final class TargetTrainer {
    private final PriorTrainer priors = new PriorTrainer();
    private final LinkTrainer links;
    private final SequenceTrainer sequences;
    private final EnsembleTrainer ensembles;
    private final ArtifactStore artifacts;

    TargetTrainer(Torch torch, ArtifactStore artifacts) {
        NetworkTrainer networks = new NetworkTrainer(torch);
        this.links = new LinkTrainer(networks);
        this.sequences = new SequenceTrainer(networks);
        this.ensembles = new EnsembleTrainer(networks);
        this.artifacts = artifacts;
    }

    /** Adds what was trained to the report, everything but the figures. */
    void train(Plan plan, String target, Lesson lesson, Work work, TrainingReport.Builder report) throws IOException {
        TrainingReport.Target.Builder outline = report.addTargetsBuilder().setTarget(target);
        outline.setPriorArtifact(
                artifacts.write(priors.train(plan, target, lesson)).text());
        List<Plan.Link> into = plan.into(target);
        SortedMap<String, TrainedArtifact> trained = new TreeMap<>();
        Map<Plan.Link, List<TrainedArtifact>> all = links(plan, target, into, lesson, work);
        for (Plan.Link link : into) {
            TrainingReport.Link.Builder entry =
                    report.addLinksBuilder().setSource(link.source()).setTarget(target);
            List<TrainedArtifact> repeats = all.get(link);
            repeats.stream().findFirst().ifPresent(best -> trained.put(link.source(), best));
            describe(link, repeats, entry);
        }
        if (trained.size() > 1 && lesson.vocabulary(target).isEmpty()) {
            outline.setEnsembleArtifact(ensemble(plan, target, trained, lesson, work));
        }
    }

    private void describe(Plan.Link link, List<TrainedArtifact> repeats, TrainingReport.Link.Builder entry)
            throws IOException {
        if (repeats.isEmpty()) {
            entry.setFailure("the training diverged; write a smaller learningRate than "
                    + link.recipe().learningRate());
            return;
        }
        TrainedArtifact best = repeats.get(0);
        entry.setArtifact(best.digest().text()).setBytes(artifacts.bytes(best.digest()));
        if (repeats.size() > 1) {
            repeats.forEach(repeat ->
                    entry.addRepeatsBuilder().setArtifact(repeat.digest().text()));
        }
    }

    /** Links of one recipe are trained side by side; those that a killed training finished are not trained again. */
    private Map<Plan.Link, List<TrainedArtifact>> links(
            Plan plan, String target, List<Plan.Link> into, Lesson lesson, Work work) throws IOException {
        Map<Plan.Link, List<TrainedArtifact>> all = new HashMap<>();
        Map<Recipe, List<Plan.Link>> byRecipe = new LinkedHashMap<>();
        for (Plan.Link link : into) {
            if (SequenceTrainer.trains(link, lesson)) {
                all.put(link, work.done(name(link), () -> sequences.train(plan, link, lesson)));
                continue;
            }
            byRecipe.computeIfAbsent(link.recipe(), first -> new ArrayList<>()).add(link);
        }
        for (List<Plan.Link> alike : byRecipe.values()) {
            Map<Plan.Link, List<Artifact>> fresh = new HashMap<>();
            for (Plan.Link link : alike) {
                all.put(link, work.done(name(link), () -> {
                    if (fresh.isEmpty()) {
                        fresh.putAll(links.train(plan, target, alike, lesson));
                    }
                    return fresh.get(link);
                }));
            }
        }
        return all;
    }

    private static String name(Plan.Link link) {
        return link.source() + " -> " + link.target();
    }

    /** Empty when it diverged. */
    private String ensemble(
            Plan plan, String target, SortedMap<String, TrainedArtifact> trained, Lesson lesson, Work work)
            throws IOException {
        return work
                .done(
                        "ensemble of " + trained.keySet() + " -> " + target,
                        () -> ensembles.train(plan, target, trained, lesson).stream()
                                .toList())
                .stream()
                .findFirst()
                .map(ensemble -> ensemble.digest().text())
                .orElse("");
    }
}
