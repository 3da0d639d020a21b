package dev.mlink.runtime.training;

import com.google.protobuf.util.JsonFormat;
import dev.mlink.admin.v1alpha1.TrainingReport;
import dev.mlink.runtime.evaluation.Figures;
import dev.mlink.runtime.evaluation.Observations;
import dev.mlink.runtime.evaluation.ProfileReader;
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
        this.targets = new TargetTrainer(torch, store.artifacts());
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
                .setTrainedAt(clock.instant().toString())
                .addAllForbidden(plan.forbidden());
        Work work = new Work(store.artifacts(), ledger, progress);
        for (String target : plan.models().keySet()) {
            targets.train(plan, target, lesson, work, report);
        }
        boolean several = lesson.supervisions().size() > 1;
        if (several) {
            ridge(plan, lesson, work).ifPresent(report::setRidgeArtifact);
        }
        if (plan.joint().isPresent() && several) {
            joint(plan, plan.joint().get(), lesson, work, report);
        }
        return report.build();
    }

    private Optional<String> ridge(Plan plan, Lesson lesson, Work work) throws IOException {
        return work.done("ridge map", () -> ridge.train(plan, lesson).stream().toList()).stream()
                .findFirst()
                .map(trained -> trained.digest().text());
    }

    private void joint(Plan plan, Recipe recipe, Lesson lesson, Work work, TrainingReport.Builder report)
            throws IOException {
        List<TrainedArtifact> trained = work.done("joint network", () -> joint.train(plan, recipe, lesson).stream()
                .toList());
        if (!trained.isEmpty()) {
            report.setJointArtifact(trained.get(0).digest().text())
                    .setJointBytes(store.artifacts().bytes(trained.get(0).digest()));
        }
    }
}
