package dev.mlink.operator.group.decision;

import dev.mlink.admin.v1alpha1.TrainingProgress;
import dev.mlink.operator.group.observation.JobState;
import dev.mlink.operator.group.observation.Observation;
import dev.mlink.operator.group.spec.GroupMemory;
import dev.mlink.operator.group.spec.GroupMemory.Profile;
import dev.mlink.operator.group.spec.GroupMemory.Progress;
import dev.mlink.operator.group.spec.GroupMemory.Training;
import dev.mlink.operator.group.spec.Swaps;
import dev.mlink.operator.link.LinkProgress;
import dev.mlink.operator.status.ConditionType;
import dev.mlink.operator.status.EventReason;
import dev.mlink.operator.status.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where a group is in its life, and what comes next: a first set, a profile, a training, a selection, and again after
 * each period. The first of these that has something to do does it.
 */
record Lifecycle(Observation seen) {

    static final Duration AT_ONCE = Duration.ofMillis(1);
    /** For what others finish within a moment, such as requests under way. */
    static final Duration BRIEFLY = Duration.ofMillis(50);

    static final Duration SOON = Duration.ofMillis(300);
    /** A restarted Triton is to be noticed within five seconds. */
    static final Duration IDLE = Duration.ofSeconds(3);

    Plan next() {
        return measure()
                .or(() -> new IntroduceStage(seen, learned()).next())
                .or(this::firstSet)
                .or(this::selection)
                .or(this::profileTurn)
                .or(() -> new SwitchStage(seen, learned()).next(target(), Stage.SWITCHING))
                .or(this::arrival)
                .or(() -> new InstancesStage(seen).next())
                .or(this::drift)
                .or(this::training)
                .or(this::nextProfile)
                .orElseGet(this::idle);
    }

    private Optional<Plan> measure() {
        boolean early = learned().isEmpty() && seen.memory().profile().isEmpty();
        return early ? new MeasureStage(seen).next() : Optional.empty();
    }

    /** Before anything is learned the set follows the weights, again whenever the spec or the failures change. */
    private Optional<Plan> firstSet() {
        return learned().isEmpty() ? new FirstSet(seen).next() : Optional.empty();
    }

    private Optional<Plan> profileTurn() {
        return seen.memory()
                .profile()
                .filter(profile -> profile.progress() == Progress.RUNNING)
                .map(profile -> new ProfileStage(seen, profile, learned()).next(target()));
    }

    /** A switch that has just ended is written down with what it cost. */
    private Optional<Plan> arrival() {
        return seen.memory().target().filter(target -> target.ended().isEmpty()).map(target -> {
            long seconds = Duration.between(target.since(), seen.now()).toSeconds();
            return plan(
                    Stage.SWITCHING,
                    AT_ONCE,
                    new Step.Remember(seen.memory().withTarget(target.ended(seen.now()))),
                    new Step.Tell(
                            EventReason.SwitchCompleted,
                            String.join(", ", new TreeSet<>(target.models())) + " in force after " + seconds
                                    + " s; loaded or unloaded: "
                                    + String.join(", ", new TreeSet<>(target.moved()))));
        });
    }

    /** Each later profile tells whether what serves still holds, before anything is learned from it. */
    private Optional<Plan> drift() {
        Optional<String> profile = seen.memory()
                .profile()
                .filter(done -> done.progress() == Progress.COMPLETE)
                .map(Profile::id);
        if (profile.isEmpty() || learned().isEmpty() || learned().equals(profile)) {
            return Optional.empty();
        }
        boolean tested = seen.memory()
                .drift()
                .filter(drift -> drift.profile().equals(profile.get()))
                .isPresent();
        return tested
                ? Optional.empty()
                : Optional.of(plan(
                        Stage.PROFILING, AT_ONCE, new Step.TestDrift(learned().get(), profile.get())));
    }

    private Optional<Plan> training() {
        Optional<Profile> profile = seen.memory().profile().filter(done -> done.progress() == Progress.COMPLETE);
        Optional<Training> training = seen.memory().training();
        if (profile.isEmpty()) {
            return Optional.empty();
        }
        String id = profile.get().id();
        if (training.isEmpty() || !training.get().id().equals(id)) {
            Training started = new Training(id, Progress.RUNNING, "", 0, seen.now());
            return Optional.of(plan(
                    Stage.TRAINING,
                    AT_ONCE,
                    new Step.Remember(seen.memory().withTraining(started)),
                    new Step.Tell(EventReason.TrainingStarted, "training on profile " + id)));
        }
        return training.get().progress() == Progress.RUNNING
                ? Optional.of(watch(training.get(), profile.get()))
                : Optional.empty();
    }

    private Plan watch(Training training, Profile profile) {
        JobState job = seen.training();
        if (job instanceof JobState.Absent) {
            return plan(Stage.TRAINING, SOON, new Step.StartTraining(training.id(), profile.profiled()));
        }
        if (job instanceof JobState.Failed failed) {
            return plan(
                    Stage.TRAINING,
                    AT_ONCE,
                    new Step.TellLinks(new LinkProgress(seen.links(), Optional.empty()).news()),
                    new Step.Remember(seen.memory().withTraining(training.ended(Progress.FAILED, failed.reason()))),
                    new Step.Tell(EventReason.TrainingFailed, failed.reason()));
        }
        if (job instanceof JobState.Succeeded) {
            return plan(
                    Stage.TRAINING,
                    AT_ONCE,
                    new Step.ReportLinks(training.id()),
                    new Step.TellLinks(new LinkProgress(seen.links(), Optional.empty()).news()),
                    new Step.Remember(seen.memory().withTraining(training.ended(Progress.COMPLETE, ""))),
                    new Step.Tell(EventReason.TrainingCompleted, "links of profile " + training.id() + " are learned"));
        }
        return new Plan(progress(training), Stage.TRAINING, List.of(), SOON);
    }

    private List<Step> progress(Training training) {
        Optional<TrainingProgress> progress = seen.trained(training.id());
        List<Step> steps = new ArrayList<>();
        Map<String, String> news = new LinkProgress(seen.links(), progress).news();
        if (progress.isPresent() && !news.isEmpty()) {
            steps.add(new Step.TellLinks(news));
        }
        progress.filter(now -> now.getDone() > training.pieces()).ifPresent(now -> {
            steps.add(new Step.Remember(seen.memory().withTraining(training.done(now.getDone()))));
            steps.add(new Step.Tell(
                    EventReason.TrainingProgressed,
                    now.getDone() + " of " + now.getAll() + " pieces of training " + training.id() + " are done"));
        });
        return steps;
    }

    private Optional<Plan> selection() {
        if (learned().isEmpty()) {
            return Optional.empty();
        }
        String training = learned().get();
        String fingerprint = new SelectionInput(seen).fingerprint();
        return new Reselection(seen, training, fingerprint).current() || new Waiting(seen).reselection()
                ? Optional.empty()
                : Optional.of(plan(Stage.SWITCHING, SOON, new Step.Select(training, fingerprint)));
    }

    private Optional<Plan> nextProfile() {
        DueProfile due = new DueProfile(seen);
        Set<String> models = due.models();
        if (!due.due() || models.isEmpty()) {
            return Optional.empty();
        }
        Waiting waiting = new Waiting(seen);
        if (due.enoughSamples() && waiting.profile()) {
            return Optional.of(gathering(Reason.WaitingForWindow, waiting.text().orElseThrow()));
        }
        if (!due.enoughSamples()) {
            return Optional.of(gathering(
                    Reason.GatheringSamples,
                    seen.samples() + " of " + seen.spec().samples() + " samples"));
        }
        Profile profile = new Profile(
                "p" + seen.now().getEpochSecond(),
                models,
                Map.of(),
                Map.of(),
                0,
                Progress.RUNNING,
                Swaps.NONE,
                seen.spec().rescheduleAsked(),
                seen.now(),
                Optional.empty());
        return Optional.of(plan(
                Stage.PROFILING,
                AT_ONCE,
                new Step.Remember(seen.memory().withProfile(profile)),
                new Step.Tell(
                        EventReason.ProfileStarted, "profile " + profile.id() + " of " + models.size() + " models")));
    }

    /** What serves goes on serving; only who has learned nothing yet is told what for it waits. */
    private Plan gathering(Reason reason, String text) {
        return learned().isPresent()
                ? plan(Stage.SERVING, IDLE)
                : new Plan(
                        List.of(),
                        Stage.GATHERING,
                        List.of(Finding.ofGroup(ConditionType.PROFILED, reason, text)),
                        IDLE);
    }

    private Plan idle() {
        return plan(learned().isPresent() ? Stage.SERVING : Stage.GATHERING, IDLE);
    }

    private Optional<String> learned() {
        return new Learned(seen.memory()).training();
    }

    private Set<String> target() {
        return seen.memory().target().map(GroupMemory.Target::models).orElse(Set.of());
    }

    private static Plan plan(Stage stage, Duration nextLook, Step... steps) {
        return new Plan(List.of(steps), stage, List.of(), nextLook);
    }
}
