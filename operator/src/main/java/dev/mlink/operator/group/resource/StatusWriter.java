package dev.mlink.operator.group.resource;

import dev.mlink.admin.v1alpha1.TrainingProgress;
import dev.mlink.api.v1alpha1.spec.Strategy;
import dev.mlink.api.v1alpha1.status.DriftStatus;
import dev.mlink.api.v1alpha1.status.FoundModels;
import dev.mlink.api.v1alpha1.status.LossStatus;
import dev.mlink.api.v1alpha1.status.ModelFailure;
import dev.mlink.api.v1alpha1.status.ModelGroupStatus;
import dev.mlink.api.v1alpha1.status.ModelState;
import dev.mlink.api.v1alpha1.status.ModelStatus;
import dev.mlink.api.v1alpha1.status.PastSelection;
import dev.mlink.api.v1alpha1.status.ProfileStatus;
import dev.mlink.api.v1alpha1.status.SelectionStatus;
import dev.mlink.api.v1alpha1.status.Summary;
import dev.mlink.api.v1alpha1.status.Surrogate;
import dev.mlink.api.v1alpha1.status.SwitchTarget;
import dev.mlink.api.v1alpha1.status.TrainingStatus;
import dev.mlink.api.v1alpha1.status.WorkState;
import dev.mlink.operator.group.decision.Bytes;
import dev.mlink.operator.group.decision.Costs;
import dev.mlink.operator.group.decision.Plan;
import dev.mlink.operator.group.decision.SelectionInput;
import dev.mlink.operator.group.decision.Waiting;
import dev.mlink.operator.group.observation.Observation;
import dev.mlink.operator.group.spec.Drift;
import dev.mlink.operator.group.spec.GroupMemory;
import dev.mlink.operator.group.spec.GroupMemory.Progress;
import dev.mlink.operator.group.spec.GroupMemory.Selected;
import dev.mlink.operator.resources.GroupNames;
import dev.mlink.operator.status.Figure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The status of a group after one pass: what users read, and the group's memory.
 *
 * @param memory after the pass
 * @param before as last reported
 */
public record StatusWriter(Observation seen, Plan plan, GroupMemory memory, ModelGroupStatus before) {

    private static final int HISTORY = 10;

    public ModelGroupStatus write() {
        List<ModelStatus> models = new ModelReports(seen, plan, memory).all();
        return new ModelGroupStatus(
                seen.spec().generation(),
                new ModeReport(memory.standing().mode()).status(),
                summary(models),
                new Conditions(seen, plan, memory, before).all(),
                memory.found().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(found -> new FoundModels(found.getKey(), sorted(found.getValue())))
                        .toList(),
                memory.target().map(this::target).orElse(null),
                memory.standing()
                        .proposal()
                        .map(ProposalReport::new)
                        .map(ProposalReport::status)
                        .orElse(null),
                new ClaimReport(memory.standing().claim()).status().orElse(null),
                memory.profile().map(StatusWriter::profile).orElse(null),
                memory.training().map(this::training).orElse(null),
                memory.selection().map(this::selection).orElse(null),
                memory.measuring().map(CostReports::measuring).orElse(null),
                memory.drift().map(StatusWriter::drift).orElse(null),
                models);
    }

    private Summary summary(List<ModelStatus> models) {
        Map<String, Long> costs = new Costs(seen.spec(), memory).known();
        List<String> active = models.stream()
                .filter(model -> model.state() == ModelState.ACTIVE)
                .map(ModelStatus::name)
                .toList();
        long used = active.stream()
                .mapToLong(model -> costs.getOrDefault(model, 0L))
                .sum();
        long all = costs.values().stream().mapToLong(Long::longValue).sum();
        return new Summary(
                active.size() + "/" + models.size(),
                Bytes.text(used),
                all == 0 ? null : Math.round(100.0 * (all - used) / all) + "%",
                performance(models).orElse(null));
    }

    /** F(A) of what is given out, on certification samples; none while some model is not answered at all. */
    private Optional<Double> performance(List<ModelStatus> models) {
        if (models.stream().anyMatch(model -> model.performance() == null)) {
            return Optional.empty();
        }
        Set<String> refusing = seen.spec().refusing().keySet();
        double weights = 0;
        double sum = 0;
        for (ModelStatus model : models) {
            double weight = seen.spec().model(model.name()).orElseThrow().weight();
            weights += weight;
            sum += weight * (refusing.contains(model.name()) ? givenOut(model) : model.performance());
        }
        return weights == 0 ? Optional.empty() : Optional.of(Math.round(1000 * sum / weights) / 1000.0);
    }

    private static double givenOut(ModelStatus model) {
        boolean told = model.confidence() != null && model.confidence().givenOut() != null;
        return told ? model.confidence().givenOut() : model.performance();
    }

    private SwitchTarget target(GroupMemory.Target target) {
        return new SwitchTarget(
                epoch(),
                sorted(target.models()),
                sorted(target.leaving()),
                target.reason(),
                sorted(target.moved()),
                target.since(),
                target.ended().orElse(null));
    }

    private static DriftStatus drift(Drift drift) {
        return new DriftStatus(
                drift.training(),
                drift.profile(),
                drift.since(),
                drift.samples(),
                drift.losses().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(loss -> new LossStatus(
                                loss.getKey(),
                                new Figure(loss.getValue().certified()).rounded(),
                                new Figure(loss.getValue().audited()).rounded()))
                        .toList(),
                drift.untested().isEmpty() ? null : drift.untested(),
                drift.testedAt());
    }

    private static ProfileStatus profile(GroupMemory.Profile profile) {
        return new ProfileStatus(
                profile.id(),
                state(profile.progress()),
                profile.samples(),
                sorted(profile.models()),
                profile.failed().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(failed -> new ModelFailure(failed.getKey(), failed.getValue()))
                        .toList(),
                new ProfiledOutputs(profile.outputs()).status(),
                profile.swaps().turns(),
                profile.swaps().spent().toSeconds(),
                profile.swaps().since().orElse(null),
                profile.demanded() ? true : null,
                profile.startedAt(),
                profile.completedAt().orElse(null));
    }

    private TrainingStatus training(GroupMemory.Training training) {
        String job = new GroupNames(seen.spec().namespace(), seen.spec().name()).training(training.id());
        boolean ended = training.progress() != Progress.RUNNING;
        return new TrainingStatus(
                training.id(),
                job,
                state(training.progress()),
                training.pieces() == 0 ? null : training.pieces(),
                ended ? null : progress(training.id()),
                training.reason().isEmpty() ? null : training.reason(),
                training.startedAt(),
                ended
                        ? before.newestTraining()
                                .filter(known -> known.id().equals(training.id()))
                                .flatMap(TrainingStatus::ended)
                                .orElse(seen.now())
                        : null);
    }

    /** What was told last stays while no runtime tells. */
    private String progress(String training) {
        return seen.trained(training)
                .map(StatusWriter::text)
                .or(() -> before.newestTraining()
                        .filter(known -> known.id().equals(training))
                        .map(TrainingStatus::progress))
                .orElse(null);
    }

    private static String text(TrainingProgress progress) {
        String pieces = progress.getDone() + " of " + progress.getAll() + " pieces";
        return progress.getAllEpochs() == 0
                ? pieces
                : pieces + ", epoch " + progress.getEpochs() + " of " + progress.getAllEpochs();
    }

    private SelectionStatus selection(Selected selection) {
        Waiting waits = new Waiting(seen.withMemory(memory));
        return new SelectionStatus(
                epoch(),
                Strategy.valueOf(selection.strategy()),
                selection.objective(),
                new Surrogate(selection.surrogate(), selection.upperBound()),
                sorted(selection.models()),
                generation(selection),
                selection.training(),
                selection.fingerprint(),
                new ProfiledOutputs(selection.outputs()).status(),
                selection.selectedAt(),
                waits.nextAt().orElse(null),
                memory.target().map(GroupMemory.Target::reason).orElse(null),
                waits.text().orElse(null),
                history(selection));
    }

    /** A change of the spec that the choice does not depend on leaves it right. */
    private long generation(Selected selection) {
        boolean current = selection.fingerprint().equals(new SelectionInput(seen).fingerprint());
        return current
                ? seen.spec().generation()
                : before.inForce().map(SelectionStatus::generation).orElse(0L);
    }

    private List<PastSelection> history(Selected selection) {
        Optional<SelectionStatus> known = before.inForce();
        List<PastSelection> past = known.map(SelectionStatus::history).orElse(List.of());
        boolean again = known.filter(old -> old.selectedAt() != null)
                .filter(old -> old.selectedAt().getEpochSecond()
                        != selection.selectedAt().getEpochSecond())
                .isPresent();
        if (!again) {
            return past;
        }
        SelectionStatus old = known.get();
        return Stream.concat(Stream.of(past(old)), past.stream()).limit(HISTORY).toList();
    }

    /** A choice by which the set stayed has moved nothing. */
    private PastSelection past(SelectionStatus old) {
        Optional<SwitchTarget> way = before.aim().filter(aim -> aim.since().equals(old.selectedAt()));
        return new PastSelection(
                old.epoch(),
                old.set(),
                old.objective(),
                old.selectedAt(),
                old.reason(),
                way.map(SwitchTarget::moved).orElse(List.of()),
                way.flatMap(aim -> aim.ended().map(ended -> Duration.between(aim.since(), ended)
                                .toSeconds()))
                        .orElse(null));
    }

    private long epoch() {
        return seen.published().map(published -> published.table().getEpoch()).orElse(0L);
    }

    private static WorkState state(Progress progress) {
        return switch (progress) {
            case RUNNING -> WorkState.RUNNING;
            case COMPLETE -> WorkState.COMPLETED;
            case FAILED -> WorkState.FAILED;
        };
    }

    private static List<String> sorted(Set<String> names) {
        return List.copyOf(new TreeSet<>(names));
    }
}
