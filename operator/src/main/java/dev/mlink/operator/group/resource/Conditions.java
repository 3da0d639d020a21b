package dev.mlink.operator.group.resource;

import dev.mlink.admin.v1alpha1.ModelRoute;
import dev.mlink.admin.v1alpha1.RouteState;
import dev.mlink.api.v1alpha1.status.Condition;
import dev.mlink.api.v1alpha1.status.ConditionStatus;
import dev.mlink.api.v1alpha1.status.ModelGroupStatus;
import dev.mlink.operator.group.decision.Commitment;
import dev.mlink.operator.group.decision.Finding;
import dev.mlink.operator.group.decision.Plan;
import dev.mlink.operator.group.observation.Observation;
import dev.mlink.operator.group.observation.Published;
import dev.mlink.operator.group.spec.GroupMemory;
import dev.mlink.operator.group.spec.GroupMemory.Progress;
import dev.mlink.operator.status.ConditionType;
import dev.mlink.operator.status.Reason;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The conditions of a group after one pass. All eight are there from the first pass on; a transition time is kept while
 * the status of its condition does not change.
 */
record Conditions(Observation seen, Plan plan, GroupMemory memory, ModelGroupStatus before) {

    List<Condition> all() {
        return Stream.of(
                        ready(),
                        profiled(),
                        linked(),
                        drifted(),
                        withinBudget(),
                        overcommitted(),
                        memoryNotReleased(),
                        tritonReachable())
                .map(now -> before.condition(now.type()).map(now::since).orElse(now))
                .toList();
    }

    private Condition ready() {
        List<String> unanswered = unanswered();
        List<String> refused = seen.published().stream()
                .flatMap(published -> new ConfidenceReport(published.table()).unanswered().stream())
                .toList();
        if (unanswered.isEmpty() && !refused.isEmpty()) {
            return fails(
                    ConditionType.READY,
                    Reason.Uncertified,
                    "predictions are not certified for spec.models[].maxDisagreement, so that none is given out: "
                            + String.join(", ", refused));
        }
        if (seen.published().isPresent() && unanswered.isEmpty() && seen.tritonReachable()) {
            return acknowledged()
                    ? holds(ConditionType.READY, Reason.Serving, "every model can be answered" + aside())
                    : fails(
                            ConditionType.READY,
                            Reason.RuntimeNotReady,
                            "no ready link-runtime pod has the routing table in force yet");
        }
        Commitment commitment = new Commitment(seen);
        if (commitment.exceeded()) {
            return fails(ConditionType.READY, Reason.Overcommitted, commitment.text());
        }
        Optional<Finding> obstacle = plan.findings().stream()
                .filter(finding -> finding.condition() != ConditionType.PROFILED)
                .findFirst();
        if (obstacle.isPresent()) {
            return fails(
                    ConditionType.READY, obstacle.get().reason(), obstacle.get().text());
        }
        return fails(
                ConditionType.READY,
                stageReason(),
                unanswered.isEmpty() || seen.published().isEmpty() && !aside().isEmpty()
                        ? "the first routing table is not published yet" + aside()
                        : "not answered yet: " + String.join(", ", unanswered) + "; "
                                + profiled().message());
    }

    /** What a reader should know before wondering why nothing moves. */
    private String aside() {
        return switch (plan.stage()) {
            case DRY_RUN -> "; spec.mode is DryRun: nothing is loaded, unloaded or published";
            case SUSPENDED -> "; spec.mode is Suspended: nothing is decided or done";
            default -> "";
        };
    }

    private Reason stageReason() {
        return switch (plan.stage()) {
            case PENDING -> Reason.Starting;
            case MEASURING -> Reason.Measuring;
            case GATHERING -> Reason.GatheringSamples;
            case PROFILING -> Reason.Profiling;
            case TRAINING -> memory.training()
                            .filter(training -> training.progress() == Progress.FAILED)
                            .isPresent()
                    ? Reason.TrainingFailed
                    : Reason.Training;
            case SWITCHING -> Reason.Switching;
            case SERVING -> Reason.NothingPredicts;
            case DRY_RUN -> Reason.DryRun;
            case SUSPENDED -> Reason.Suspended;
        };
    }

    private Condition profiled() {
        Optional<GroupMemory.Profile> profile = memory.profile();
        if (profile.isEmpty()) {
            return fails(
                    ConditionType.PROFILED,
                    Reason.GatheringSamples,
                    seen.samples() + " of " + seen.spec().samples() + " samples");
        }
        String text = "profile " + profile.get().id() + ", "
                + profile.get().profiled().size() + " of "
                + profile.get().models().size() + " models";
        return switch (profile.get().progress()) {
            case RUNNING -> memory.selection().isPresent()
                    ? holds(ConditionType.PROFILED, Reason.Profiling, text + " (under way)")
                    : fails(ConditionType.PROFILED, Reason.Profiling, text + " (under way)");
            case COMPLETE -> holds(
                    ConditionType.PROFILED,
                    Reason.Complete,
                    text + ", " + profile.get().samples() + " samples");
            case FAILED -> fails(ConditionType.PROFILED, Reason.ProfileFailed, text + failures(profile.get()));
        };
    }

    private static String failures(GroupMemory.Profile profile) {
        return profile.failed().entrySet().stream()
                .map(failed -> "; " + failed.getKey() + ": " + failed.getValue())
                .sorted()
                .collect(Collectors.joining());
    }

    private Condition linked() {
        return first(ConditionType.LINKED).orElseGet(this::trained);
    }

    private Condition trained() {
        Optional<GroupMemory.Training> training = memory.training();
        if (training.isEmpty()) {
            return fails(ConditionType.LINKED, Reason.NotTrained, "links are learned from the first profile");
        }
        return switch (training.get().progress()) {
            case RUNNING -> memory.selection().isPresent()
                    ? holds(
                            ConditionType.LINKED,
                            Reason.Training,
                            "learning again from " + training.get().id())
                    : fails(
                            ConditionType.LINKED,
                            Reason.Training,
                            "learning from " + training.get().id());
            case COMPLETE -> holds(
                    ConditionType.LINKED,
                    Reason.Complete,
                    "learned from " + training.get().id());
            case FAILED -> fails(
                    ConditionType.LINKED, Reason.TrainingFailed, training.get().reason());
        };
    }

    private Condition drifted() {
        DriftVerdict verdict = new DriftVerdict(memory);
        return condition(ConditionType.DRIFTED, verdict.status(), verdict.reason(), verdict.text());
    }

    private Condition withinBudget() {
        return first(ConditionType.WITHIN_BUDGET)
                .orElseGet(() -> holds(ConditionType.WITHIN_BUDGET, Reason.Fits, "what is loaded fits"));
    }

    private Condition overcommitted() {
        Commitment commitment = new Commitment(seen);
        if (commitment.exceeded()) {
            return holds(ConditionType.OVERCOMMITTED, Reason.Overcommitted, commitment.text());
        }
        return commitment.known()
                ? fails(
                        ConditionType.OVERCOMMITTED,
                        seen.neighbours().shared() ? Reason.Fits : Reason.Unshared,
                        commitment.text())
                : condition(
                        ConditionType.OVERCOMMITTED, ConditionStatus.UNKNOWN, Reason.DeviceUnknown, commitment.text());
    }

    private Condition memoryNotReleased() {
        ReleaseVerdict verdict = new ReleaseVerdict(seen, memory);
        return condition(ConditionType.MEMORY_NOT_RELEASED, verdict.status(), verdict.reason(), verdict.text());
    }

    private Condition tritonReachable() {
        return first(ConditionType.TRITON_REACHABLE)
                .orElseGet(() -> holds(
                        ConditionType.TRITON_REACHABLE,
                        Reason.Reachable,
                        seen.endpoints().size() + (seen.endpoints().size() == 1 ? " endpoint" : " endpoints")));
    }

    private Optional<Condition> first(ConditionType type) {
        return plan.findings().stream()
                .filter(finding -> finding.condition() == type)
                .findFirst()
                .map(finding -> fails(type, finding.reason(), finding.text()));
    }

    /** Models that the table in force cannot answer; all of them while there is none. */
    private List<String> unanswered() {
        List<String> answered = seen.published().stream()
                .map(Published::table)
                .flatMap(table -> table.getModelsList().stream())
                .filter(route -> route.getState() != RouteState.UNAVAILABLE)
                .map(ModelRoute::getModel)
                .toList();
        return seen.spec().modelNames().stream()
                .filter(model -> !answered.contains(model))
                .toList();
    }

    private boolean acknowledged() {
        long epoch =
                seen.published().map(published -> published.table().getEpoch()).orElse(0L);
        return seen.pods().stream()
                .anyMatch(pod -> pod.ready()
                        && !pod.terminating()
                        && pod.epoch(seen.spec().uid()) >= epoch);
    }

    private Condition holds(ConditionType type, Reason reason, String text) {
        return condition(type, ConditionStatus.TRUE, reason, text);
    }

    private Condition fails(ConditionType type, Reason reason, String text) {
        return condition(type, ConditionStatus.FALSE, reason, text);
    }

    private Condition condition(ConditionType type, ConditionStatus status, Reason reason, String text) {
        return new Condition(
                type.text(),
                status,
                reason.name(),
                text,
                seen.now(),
                seen.spec().generation());
    }
}
