package dev.mlink.operator.group.resource;

import dev.mlink.api.v1alpha1.status.CostStatus;
import dev.mlink.api.v1alpha1.status.DriftStatus;
import dev.mlink.api.v1alpha1.status.FoundModels;
import dev.mlink.api.v1alpha1.status.LossStatus;
import dev.mlink.api.v1alpha1.status.ModelFailure;
import dev.mlink.api.v1alpha1.status.ModelGroupStatus;
import dev.mlink.api.v1alpha1.status.ModelStatus;
import dev.mlink.api.v1alpha1.status.ProfileStatus;
import dev.mlink.api.v1alpha1.status.ScalingStatus;
import dev.mlink.api.v1alpha1.status.SelectionStatus;
import dev.mlink.api.v1alpha1.status.SwitchTarget;
import dev.mlink.api.v1alpha1.status.TrainingStatus;
import dev.mlink.api.v1alpha1.status.WorkState;
import dev.mlink.operator.group.spec.Drift;
import dev.mlink.operator.group.spec.GroupMemory;
import dev.mlink.operator.group.spec.GroupMemory.Estimate;
import dev.mlink.operator.group.spec.GroupMemory.LoadFailure;
import dev.mlink.operator.group.spec.GroupMemory.Progress;
import dev.mlink.operator.group.spec.MeasuredCost;
import dev.mlink.operator.group.spec.Pressure;
import dev.mlink.operator.group.spec.Standing;
import dev.mlink.operator.group.spec.Swaps;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads a group's memory out of its status; {@code StatusWriter} is the way back. */
public final class MemoryReader {

    public GroupMemory read(ModelGroupStatus status) {
        return new GroupMemory(
                status.found().stream()
                        .collect(Collectors.toMap(FoundModels::endpoint, found -> Set.copyOf(found.models()))),
                Optional.ofNullable(status.target()).map(MemoryReader::target),
                Optional.ofNullable(status.profile()).map(MemoryReader::profile),
                Optional.ofNullable(status.training()).map(MemoryReader::training),
                Optional.ofNullable(status.selection())
                        .filter(selection -> selection.training() != null)
                        .map(selection -> selection(selection, status)),
                status.models().stream()
                        .filter(model -> model.failure() != null)
                        .collect(Collectors.toMap(ModelStatus::name, model -> failure(model.failure()))),
                costs(status),
                Optional.ofNullable(status.measuring()).map(CostReports::read),
                status.models().stream()
                        .filter(model -> model.performance() != null && model.interval() != null)
                        .collect(Collectors.toMap(ModelStatus::name, MemoryReader::estimate)),
                Optional.ofNullable(status.drift()).map(MemoryReader::drift),
                standing(status),
                status.models().stream()
                        .filter(model -> model.scaling() != null)
                        .collect(Collectors.toMap(ModelStatus::name, model -> pressure(model.scaling()))),
                status.models().stream()
                        .filter(model -> model.loadSeconds() != null)
                        .collect(Collectors.toMap(
                                ModelStatus::name,
                                model -> Duration.ofMillis(Math.round(model.loadSeconds() * 1000)))));
    }

    private static Pressure pressure(ScalingStatus scaling) {
        return new Pressure(
                scaling.instances(),
                Optional.ofNullable(scaling.longSince()),
                Optional.ofNullable(scaling.quietSince()));
    }

    private static Standing standing(ModelGroupStatus status) {
        return new Standing(
                status.mode() == null
                        ? Standing.FIRST.mode()
                        : ModeReport.read(status.mode()).mode(),
                Optional.ofNullable(status.proposal()).map(ProposalReport::read).map(ProposalReport::proposal),
                ClaimReport.read(status).claim());
    }

    private static Drift drift(DriftStatus drift) {
        return new Drift(
                drift.training(),
                drift.profile(),
                drift.since(),
                drift.samples(),
                drift.losses().stream()
                        .collect(Collectors.toMap(
                                LossStatus::model, loss -> new Drift.Loss(loss.certified(), loss.audited()))),
                Optional.ofNullable(drift.untested()).orElse(""),
                drift.testedAt());
    }

    private static GroupMemory.Target target(SwitchTarget target) {
        return new GroupMemory.Target(
                Set.copyOf(target.models()),
                Set.copyOf(target.leaving()),
                target.reason(),
                Set.copyOf(target.moved()),
                target.since(),
                // what an older operator wrote says neither, and is long over
                target.moved().isEmpty() ? Optional.of(target.since()) : target.ended());
    }

    private static GroupMemory.Profile profile(ProfileStatus profile) {
        return new GroupMemory.Profile(
                profile.id(),
                Set.copyOf(profile.models()),
                profile.failed().stream().collect(Collectors.toMap(ModelFailure::model, ModelFailure::reason)),
                ProfiledOutputs.read(profile.outputs()).byModel(),
                Optional.ofNullable(profile.samples()).orElse(0),
                progress(profile.state()),
                new Swaps(
                        Optional.ofNullable(profile.turns()).orElse(0),
                        Duration.ofSeconds(
                                Optional.ofNullable(profile.swapSeconds()).orElse(0L)),
                        Optional.ofNullable(profile.swappingSince())),
                Boolean.TRUE.equals(profile.demanded()),
                profile.startedAt(),
                profile.ended());
    }

    private static GroupMemory.Training training(TrainingStatus training) {
        return new GroupMemory.Training(
                training.id(),
                progress(training.state()),
                Optional.ofNullable(training.reason()).orElse(""),
                Optional.ofNullable(training.pieces()).orElse(0),
                training.startedAt());
    }

    private static GroupMemory.Selected selection(SelectionStatus selection, ModelGroupStatus status) {
        return new GroupMemory.Selected(
                selection.training(),
                selection.input(),
                selection.strategy().name(),
                Set.copyOf(selection.set()),
                selection.measured().orElse(0.0),
                selection.surrogate().value(),
                selection.surrogate().upperBound(),
                ProfiledOutputs.read(selection.outputs()).byModel(),
                status.models().stream()
                        .filter(model -> model.reason() != null && model.unlinkable() == null)
                        .collect(Collectors.toMap(ModelStatus::name, ModelStatus::reason)),
                selection.selectedAt());
    }

    private static LoadFailure failure(dev.mlink.api.v1alpha1.status.LoadFailure failure) {
        return new LoadFailure(failure.reason(), failure.generation(), failure.at());
    }

    private static Map<String, MeasuredCost> costs(ModelGroupStatus status) {
        return status.models().stream()
                .filter(model -> model.knownCost().map(CostStatus::measuredAt).isPresent())
                .collect(Collectors.toMap(ModelStatus::name, model -> CostReports.read(model.cost())));
    }

    private static Estimate estimate(ModelStatus model) {
        return new Estimate(
                model.performance(),
                model.interval().lower(),
                model.interval().upper(),
                Optional.ofNullable(model.prior()).orElse(0.0),
                Optional.ofNullable(model.samples()).orElse(0),
                model.rungs().stream().map(RungReports::read).toList(),
                Boolean.TRUE.equals(model.unlinkable()));
    }

    private static Progress progress(WorkState state) {
        return switch (state) {
            case RUNNING -> Progress.RUNNING;
            case COMPLETED -> Progress.COMPLETE;
            case FAILED -> Progress.FAILED;
        };
    }
}
