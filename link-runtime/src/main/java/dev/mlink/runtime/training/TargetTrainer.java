package dev.mlink.runtime.training;

import dev.mlink.admin.v1alpha1.TrainingReport;
import dev.mlink.runtime.store.Artifact;
import dev.mlink.runtime.store.ArtifactStore;
import dev.mlink.runtime.store.Store;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Everything that predicts one target alone: its prior, its last exact values, its links and their ensemble. */
final class TargetTrainer {
    private final PriorTrainer priors = new PriorTrainer();
    private final LastTrainer lasts = new LastTrainer();
    private final LinkTrainer links;
    private final SequenceTrainer sequences;
    private final EnsembleTrainer ensembles;
    private final AlliedLinks allied;
    private final ArtifactStore artifacts;

    TargetTrainer(NetworkTrainer networks, Store store) {
        this.links = new LinkTrainer(networks);
        this.sequences = new SequenceTrainer(networks);
        this.ensembles = new EnsembleTrainer(networks);
        this.allied = new AlliedLinks(links, store);
        this.artifacts = store.artifacts();
    }

    /** Adds what was trained to the report, everything but the figures. */
    void train(Plan plan, String target, Lesson lesson, TakeOver takeOver, Work work, TrainingReport.Builder report)
            throws IOException {
        TrainingReport.Target.Builder outline = report.addTargetsBuilder().setTarget(target);
        outline.setPriorArtifact(
                artifacts.write(priors.train(plan, target, lesson)).text());
        Optional<Artifact> last = lasts.train(plan, target, lesson);
        if (last.isPresent()) {
            outline.setLastArtifact(artifacts.write(last.get()).text());
        }
        List<Plan.Link> into = plan.into(target);
        SortedMap<String, TrainedArtifact> trained = new TreeMap<>();
        Map<Plan.Link, List<TrainedArtifact>> all = links(plan, target, into, lesson, work);
        Map<Plan.Link, Optional<TrainedArtifact>> locals = new HashMap<>();
        all.forEach((link, repeats) -> locals.put(link, repeats.stream().findFirst()));
        Map<Plan.Link, AlliedLinks.Result> shared = allied.train(plan, target, locals, lesson);
        for (Plan.Link link : into) {
            TrainingReport.Link.Builder entry =
                    report.addLinksBuilder().setSource(link.source()).setTarget(target);
            List<TrainedArtifact> repeats = all.get(link);
            Optional<TrainedArtifact> retrained = repeats.stream().findFirst();
            if (shared.containsKey(link)) {
                retrained = shared.get(link).best();
                entry.setFederation(shared.get(link).report());
            }
            TakeOver.Outcome outcome = takeOver.link(link, retrained);
            outcome.winner().ifPresent(best -> trained.put(link.source(), best));
            describe(link, repeats, outcome, entry);
        }
        if (trained.size() > 1 && lesson.vocabulary(target).isEmpty()) {
            ensemble(plan, target, trained, lesson, takeOver, work, outline);
        }
    }

    private void describe(
            Plan.Link link, List<TrainedArtifact> repeats, TakeOver.Outcome outcome, TrainingReport.Link.Builder entry)
            throws IOException {
        if (link.beginning() instanceof Beginning.Learned learned) {
            entry.setBegunFrom(learned.origin());
        } else if (link.beginning() instanceof Beginning.Drawn drawn) {
            entry.setBegunAnew(drawn.reason());
        }
        outcome.trial().ifPresent(entry::setTrial);
        if (outcome.winner().isEmpty()) {
            entry.setFailure("the training diverged; write a smaller learningRate than "
                    + link.recipe().learningRate());
            return;
        }
        TrainedArtifact best = outcome.winner().get();
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
        List<Plan.Link> vectors = new ArrayList<>();
        for (Plan.Link link : into) {
            if (SequenceTrainer.trains(link, lesson)) {
                all.put(link, work.done(name(link), () -> sequences.train(plan, link, lesson)));
            } else {
                vectors.add(link);
            }
        }
        for (List<Plan.Link> alike : Plan.Link.alike(vectors)) {
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

    private void ensemble(
            Plan plan,
            String target,
            SortedMap<String, TrainedArtifact> trained,
            Lesson lesson,
            TakeOver takeOver,
            Work work,
            TrainingReport.Target.Builder outline)
            throws IOException {
        Optional<Artifact> previous = takeOver.previousEnsemble(target).map(TrainedArtifact::artifact);
        List<TrainedArtifact> fitted = work.done(
                "ensemble of " + trained.keySet() + " -> " + target,
                () -> ensembles.train(plan, target, trained, previous, lesson).stream()
                        .toList());
        TakeOver.Outcome outcome =
                takeOver.ensemble(target, trained.values(), fitted.stream().findFirst());
        outcome.winner()
                .ifPresent(best -> outline.setEnsembleArtifact(best.digest().text()));
        outcome.trial().ifPresent(outline::setEnsembleTrial);
    }
}
