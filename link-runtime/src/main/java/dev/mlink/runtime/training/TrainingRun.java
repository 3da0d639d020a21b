package dev.mlink.runtime.training;

import com.google.protobuf.util.JsonFormat;
import dev.mlink.admin.v1alpha1.TrainingReport;
import dev.mlink.runtime.evaluation.Figures;
import dev.mlink.runtime.evaluation.Observations;
import dev.mlink.runtime.evaluation.ProfileReader;
import dev.mlink.runtime.store.Artifact;
import dev.mlink.runtime.store.Digest;
import dev.mlink.runtime.store.Store;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * One training from a plan to its report: priors, then links, then ensembles. Goes on where an interrupted one was,
 * and does nothing when the same plan is already done.
 */
final class TrainingRun {
    private final Store store;
    private final Clock clock;
    private final Consumer<String> progress;
    private final PriorTrainer priors = new PriorTrainer();
    private final LinkTrainer links;
    private final EnsembleTrainer ensembles;

    /**
     * @param trainer fits networks
     * @param progress takes a line of text for people now and then
     */
    TrainingRun(Store store, NetworkTrainer trainer, Clock clock, Consumer<String> progress) {
        this.store = store;
        this.clock = clock;
        this.progress = progress;
        this.links = new LinkTrainer(trainer);
        this.ensembles = new EnsembleTrainer(trainer);
    }

    /**
     * @param plan what to do
     * @param planJson the same as it was given
     * @throws IllegalArgumentException too few samples, or outputs that are not what the plan declares; nothing is
     *     written then
     */
    void run(Plan plan, String planJson) throws IOException {
        if (isDone(plan, planJson)) {
            progress.accept("training '" + plan.profile() + "' is already done");
            return;
        }
        Observations profile = new ProfileReader(store.profiles())
                .read(plan.profile(), plan.models().values());
        Lesson lesson = Lesson.of(plan, profile);
        progress.accept("%d links on %d usable samples; %d fit, %d choose"
                .formatted(
                        plan.links().size(),
                        profile.size(),
                        lesson.fitting().size(),
                        lesson.choosing().size()));
        Ledger ledger = Ledger.open(store.trainings().partial(plan.profile()), planJson);
        TrainingReport outline = train(plan, lesson, ledger);
        TrainingReport report = new Figures(store.artifacts(), plan.models(), profile).complete(outline);
        store.trainings().writePlan(plan.profile(), planJson);
        store.trainings().write(plan.profile(), JsonFormat.printer().print(report));
        ledger.discard();
        progress.accept("training '" + plan.profile() + "' is done");
    }

    private boolean isDone(Plan plan, String planJson) throws IOException {
        return store.trainings().read(plan.profile()).isPresent()
                && store.trainings().readPlan(plan.profile()).equals(Optional.of(planJson));
    }

    /** Everything but the figures. */
    private TrainingReport train(Plan plan, Lesson lesson, Ledger ledger) throws IOException {
        TrainingReport.Builder report = TrainingReport.newBuilder()
                .setFormat(1)
                .setTraining(plan.profile())
                .setTrainedAt(clock.instant().toString());
        for (String target : plan.models().keySet()) {
            TrainingReport.Target.Builder outline =
                    report.addTargetsBuilder().setTarget(target).setPriorArtifact(prior(plan, target, lesson));
            SortedMap<String, TrainedLink> trained = links(plan, plan.into(target), lesson, ledger, report);
            if (trained.size() > 1) {
                outline.setEnsembleArtifact(ensemble(plan, target, trained, lesson));
            }
        }
        return report.build();
    }

    private String prior(Plan plan, String target, Lesson lesson) throws IOException {
        return store.artifacts().write(priors.train(plan, target, lesson)).text();
    }

    private SortedMap<String, TrainedLink> links(
            Plan plan, List<Plan.Link> into, Lesson lesson, Ledger ledger, TrainingReport.Builder report)
            throws IOException {
        SortedMap<String, TrainedLink> trained = new TreeMap<>();
        for (Plan.Link link : into) {
            Optional<TrainedLink> result = link(plan, link, lesson, ledger);
            TrainingReport.Link.Builder outline =
                    report.addLinksBuilder().setSource(link.source()).setTarget(link.target());
            if (result.isPresent()) {
                trained.put(link.source(), result.get());
                Digest digest = result.get().digest();
                outline.setArtifact(digest.text()).setBytes(store.artifacts().bytes(digest));
            } else {
                outline.setFailure("the training diverged; write a smaller learningRate than "
                        + link.recipe().learningRate());
            }
        }
        return trained;
    }

    private Optional<TrainedLink> link(Plan plan, Plan.Link link, Lesson lesson, Ledger ledger) throws IOException {
        Optional<Digest> done = ledger.find(link);
        if (done.isPresent()) {
            return Optional.of(new TrainedLink(done.get(), store.artifacts().read(done.get())));
        }
        Optional<Artifact> artifact = links.train(plan, link, lesson);
        progress.accept(link.source() + " -> " + link.target() + (artifact.isPresent() ? " trained" : " diverged"));
        if (artifact.isEmpty()) {
            return Optional.empty();
        }
        Digest digest = store.artifacts().write(artifact.get());
        ledger.add(link, digest);
        return Optional.of(new TrainedLink(digest, artifact.get()));
    }

    /** Empty when it diverged. */
    private String ensemble(Plan plan, String target, SortedMap<String, TrainedLink> links, Lesson lesson)
            throws IOException {
        Optional<Artifact> artifact = ensembles.train(plan, target, links, lesson);
        progress.accept(
                "ensemble of " + links.keySet() + " -> " + target + (artifact.isPresent() ? " trained" : " diverged"));
        return artifact.isPresent() ? store.artifacts().write(artifact.get()).text() : "";
    }
}
