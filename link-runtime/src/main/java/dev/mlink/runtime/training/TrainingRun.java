package dev.mlink.runtime.training;

import com.google.protobuf.util.JsonFormat;
import dev.mlink.admin.v1alpha1.TrainingReport;
import dev.mlink.runtime.evaluation.Examination;
import dev.mlink.runtime.evaluation.Figures;
import dev.mlink.runtime.evaluation.Observations;
import dev.mlink.runtime.evaluation.ProfileReader;
import dev.mlink.runtime.prediction.PredictorLoader;
import dev.mlink.runtime.store.Artifact;
import dev.mlink.runtime.store.Digest;
import dev.mlink.runtime.store.Store;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One training from a plan to its report: what predicts each target alone, then the ridge map and the
 * joint network. Goes on where an
 * interrupted one was, and does nothing when the same plan is already done.
 */
final class TrainingRun {
    private final Store store;
    private final Clock clock;
    private final Consumer<String> progress;
    private final TargetTrainer targets;
    private final RidgeTrainer ridge;
    private final JointTrainer joint;

    /**
     * @param torch fits networks
     * @param progress takes a line of text for people now and then
     */
    TrainingRun(Store store, Torch torch, Clock clock, Consumer<String> progress) {
        this.store = store;
        this.clock = clock;
        this.progress = progress;
        this.targets = new TargetTrainer(torch, store);
        this.ridge = new RidgeTrainer(torch);
        this.joint = new JointTrainer(new NetworkTrainer(torch));
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
        Inheritance inheritance = Inheritance.of(plan, store, profile);
        Lesson lesson = Lesson.of(plan, profile, inheritance.split());
        progress.accept("%d links on %d usable samples; %d fit, %d choose"
                .formatted(
                        plan.links().size(),
                        profile.size(),
                        lesson.fitting().size(),
                        lesson.choosing().size()));
        Ledger ledger = Ledger.open(store.trainings().partial(plan.profile()), planJson);
        Work work = new Work(store.artifacts(), ledger, progress);
        TrainingReport outline = train(inheritance.begin(plan, lesson), lesson, inheritance, work);
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
    private TrainingReport train(Plan plan, Lesson lesson, Inheritance inheritance, Work work) throws IOException {
        TrainingReport.Builder report = TrainingReport.newBuilder()
                .setFormat(1)
                .setTraining(plan.profile())
                .setTrainedAt(clock.instant().toString())
                .addAllForbidden(plan.forbidden())
                .setPreviousIgnored(inheritance.ignored());
        inheritance
                .predecessor()
                .ifPresent(known -> report.setPrevious(known.report().getTraining()));
        TakeOver takeOver = new TakeOver(
                inheritance.predecessor(),
                new Examination(
                        new PredictorLoader(store.artifacts()),
                        plan.models(),
                        lesson.profile().part(inheritance.trial())),
                lesson);
        for (String target : plan.models().keySet()) {
            targets.train(plan, target, lesson, takeOver, work, report);
        }
        boolean several = lesson.supervisions().size() > 1;
        if (several) {
            ridge(plan, lesson, takeOver, work, report);
        }
        if (plan.joint().isPresent() && several) {
            joint(plan, plan.joint().get(), lesson, takeOver, work, report);
        }
        return report.build();
    }

    private void ridge(Plan plan, Lesson lesson, TakeOver takeOver, Work work, TrainingReport.Builder report)
            throws IOException {
        List<TrainedArtifact> fitted =
                work.done("ridge map", () -> ridge.train(plan, lesson).stream().toList());
        JointColumns columns = JointColumns.of(plan, lesson.supervisions().keySet(), lesson);
        TakeOver.Outcome outcome = takeOver.ridge(columns, fitted.stream().findFirst());
        outcome.trial().ifPresent(report::setRidgeTrial);
        outcome.winner()
                .ifPresent(winner -> report.setRidgeArtifact(winner.digest().text()));
    }

    private void joint(
            Plan plan, Recipe recipe, Lesson lesson, TakeOver takeOver, Work work, TrainingReport.Builder report)
            throws IOException {
        JointColumns columns = JointColumns.of(plan, lesson.supervisions().keySet(), lesson);
        Optional<Artifact> previous = takeOver.previousJoint(columns).map(TrainedArtifact::artifact);
        List<TrainedArtifact> trained =
                work.done("joint network", () -> joint.train(plan, recipe, columns, previous, lesson).stream()
                        .toList());
        TakeOver.Outcome outcome = takeOver.joint(columns, trained.stream().findFirst());
        outcome.trial().ifPresent(report::setJointTrial);
        if (outcome.winner().isPresent()) {
            Digest digest = outcome.winner().get().digest();
            report.setJointArtifact(digest.text())
                    .setJointBytes(store.artifacts().bytes(digest));
        }
    }
}
