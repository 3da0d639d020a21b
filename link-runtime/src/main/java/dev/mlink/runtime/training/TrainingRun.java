package dev.mlink.runtime.training;

import com.google.protobuf.util.JsonFormat;
import dev.mlink.admin.v1alpha1.TrainingReport;
import dev.mlink.runtime.evaluation.Examination;
import dev.mlink.runtime.evaluation.Figures;
import dev.mlink.runtime.evaluation.Observations;
import dev.mlink.runtime.evaluation.ProfileReader;
import dev.mlink.runtime.evaluation.StoredEvaluator;
import dev.mlink.runtime.prediction.PredictorLoader;
import dev.mlink.runtime.store.Artifact;
import dev.mlink.runtime.store.Digest;
import dev.mlink.runtime.store.Store;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One training from a plan to its report, or a pod's share of it: what predicts each target alone, and what
 * predicts all together. Goes on where an interrupted one was, and does nothing when the same plan is already done. The pod that
 * finds every piece done writes the report; should several find so, they write the same.
 */
final class TrainingRun {
    private static final Duration BETWEEN_NEWS = Duration.ofSeconds(5);

    private final Store store;
    private final Clock clock;
    private final Consumer<String> progress;
    private final Crew crew;
    private final Torch torch;
    private final RidgeTrainer ridge;

    /** With as many pieces side by side as there are cores. */
    TrainingRun(Store store, Torch torch, Clock clock, Consumer<String> progress) {
        this(store, torch, Crew.ofAllCores(), clock, progress);
    }

    /**
     * @param torch fits networks
     * @param crew does pieces side by side
     * @param progress takes a line of text for people now and then, from any thread
     */
    TrainingRun(Store store, Torch torch, Crew crew, Clock clock, Consumer<String> progress) {
        this.store = store;
        this.clock = clock;
        this.progress = progress;
        this.crew = crew;
        this.torch = torch;
        this.ridge = new RidgeTrainer(torch);
    }

    /** All of it; see the other. */
    void run(Plan plan, String planJson) throws IOException {
        run(plan, planJson, Share.WHOLE);
    }

    /**
     * @param plan what to do
     * @param planJson the same as it was given
     * @param share this pod's part of it
     * @throws IllegalArgumentException too few samples, or outputs that are not what the plan declares; nothing is
     *     written then
     */
    void run(Plan plan, String planJson, Share share) throws IOException {
        Digest digest = Digest.of(planJson.getBytes(StandardCharsets.UTF_8));
        if (isDone(plan, digest)) {
            Ledger.of(store.trainings().partial(plan.profile()), digest).discard();
            progress.accept("training '" + plan.profile() + "' is already done");
            return;
        }
        Observations profile = new ProfileReader(store.profiles())
                .read(plan.profile(), plan.models().values());
        Inheritance inheritance = Inheritance.of(plan, store, profile);
        Lesson lesson = Lesson.of(plan, profile, inheritance.split());
        Plan begun = inheritance.begin(plan, lesson);
        Pieces pieces = Pieces.of(plan);
        progress.accept("%d links on %d usable samples; %d fit, %d choose"
                .formatted(
                        plan.links().size(),
                        profile.size(),
                        lesson.fitting().size(),
                        lesson.choosing().size()));
        Ledger ledger = Ledger.open(
                store.trainings().partial(plan.profile()), digest, pieces.all().size());
        List<Piece> missing = missing(pieces.of(share), ledger);
        List<Piece> before = pieces.of(share).stream()
                .filter(piece -> !missing.contains(piece))
                .toList();
        // what begins with learned weights goes through fewer epochs than the plan says
        Pace pace = new Pace(Pieces.of(begun).all(), before);
        Herald herald = new Herald(pace::now, now -> ledger.tell(share.index(), now), BETWEEN_NEWS);
        try {
            crew.work(missing, piece -> {
                pace.begin(piece);
                NetworkTrainer networks = new NetworkTrainer(torch, passed -> pace.add(piece, passed));
                ledger.add(piece, train(piece, networks, begun, lesson, inheritance, ledger));
                pace.end(piece);
                progress.accept(piece.name() + " is done");
            });
        } finally {
            herald.close();
        }
        finish(plan, planJson, new Outline(plan, digest, inheritance), profile, pieces, ledger);
    }

    /** The report says itself which plan it followed: another plan's may have been written meanwhile. */
    private boolean isDone(Plan plan, Digest digest) {
        return new StoredEvaluator(store)
                .report(plan.profile())
                .filter(report -> report.getPlan().equals(digest.text()))
                .isPresent();
    }

    private static List<Piece> missing(List<Piece> pieces, Ledger ledger) throws IOException {
        List<Piece> missing = new ArrayList<>();
        for (Piece piece : pieces) {
            if (ledger.find(piece).isEmpty()) {
                missing.add(piece);
            }
        }
        return missing;
    }

    /** What a piece adds to the report, without figures. */
    private TrainingReport train(
            Piece piece, NetworkTrainer networks, Plan plan, Lesson lesson, Inheritance inheritance, Ledger ledger)
            throws IOException {
        TrainingReport.Builder part = TrainingReport.newBuilder();
        Work work = new Work(store.artifacts(), ledger, progress);
        TakeOver takeOver = new TakeOver(
                inheritance.predecessor(),
                new Examination(
                        new PredictorLoader(store.artifacts()),
                        plan.models(),
                        lesson.profile().part(inheritance.trial())),
                lesson);
        if (piece instanceof Piece.OfTarget target) {
            new TargetTrainer(networks, store).train(plan, target.target(), lesson, takeOver, work, part);
        } else if (piece instanceof Piece.OfGroup group) {
            group(plan, group.joint(), new JointTrainer(networks), lesson, takeOver, work, part);
        }
        return part.setTrainedAt(clock.instant().toString()).build();
    }

    /** Models that speak in words have no part in it. */
    private void group(
            Plan plan,
            Optional<Recipe> recipe,
            JointTrainer joint,
            Lesson lesson,
            TakeOver takeOver,
            Work work,
            TrainingReport.Builder part)
            throws IOException {
        if (lesson.supervisions().size() < 2) {
            return;
        }
        JointColumns columns = JointColumns.of(plan, lesson.supervisions().keySet(), lesson);
        ridge(plan, columns, lesson, takeOver, work, part);
        if (recipe.isPresent()) {
            joint(plan, recipe.get(), joint, columns, lesson, takeOver, work, part);
        }
    }

    private void ridge(
            Plan plan, JointColumns columns, Lesson lesson, TakeOver takeOver, Work work, TrainingReport.Builder part)
            throws IOException {
        List<TrainedArtifact> fitted =
                work.done("ridge map", () -> ridge.train(plan, lesson).stream().toList());
        TakeOver.Outcome outcome = takeOver.ridge(columns, fitted.stream().findFirst());
        outcome.trial().ifPresent(part::setRidgeTrial);
        outcome.winner()
                .ifPresent(winner -> part.setRidgeArtifact(winner.digest().text()));
    }

    private void joint(
            Plan plan,
            Recipe recipe,
            JointTrainer joint,
            JointColumns columns,
            Lesson lesson,
            TakeOver takeOver,
            Work work,
            TrainingReport.Builder part)
            throws IOException {
        Optional<Artifact> previous = takeOver.previousJoint(columns).map(TrainedArtifact::artifact);
        List<TrainedArtifact> trained =
                work.done("joint network", () -> joint.train(plan, recipe, columns, previous, lesson).stream()
                        .toList());
        TakeOver.Outcome outcome = takeOver.joint(columns, trained.stream().findFirst());
        outcome.trial().ifPresent(part::setJointTrial);
        if (outcome.winner().isPresent()) {
            Digest digest = outcome.winner().get().digest();
            part.setJointArtifact(digest.text()).setJointBytes(store.artifacts().bytes(digest));
        }
    }

    private void finish(Plan plan, String planJson, Outline outline, Observations profile, Pieces pieces, Ledger ledger)
            throws IOException {
        List<TrainingReport> parts = new ArrayList<>();
        for (Piece piece : pieces.all()) {
            ledger.find(piece).ifPresent(parts::add);
        }
        if (parts.size() < pieces.all().size() && isDone(plan, outline.digest())) {
            ledger.discard(); // another pod did it too, and has finished while this one was at its last piece
            progress.accept("training '" + plan.profile() + "' was finished by another pod");
            return;
        }
        if (parts.size() < pieces.all().size()) {
            progress.accept(parts.size() + " of " + pieces.all().size() + " pieces are done; other pods do the rest");
            return;
        }
        TrainingReport report = new Figures(store.artifacts(), plan.models(), profile).complete(outline.of(parts));
        store.trainings().writePlan(plan.profile(), planJson);
        store.trainings().write(plan.profile(), JsonFormat.printer().print(report));
        ledger.discard();
        progress.accept("training '" + plan.profile() + "' is done");
    }
}
