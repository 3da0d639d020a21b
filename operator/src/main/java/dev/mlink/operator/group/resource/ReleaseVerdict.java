package dev.mlink.operator.group.resource;

import dev.mlink.api.v1alpha1.status.ConditionStatus;
import dev.mlink.operator.group.decision.Bytes;
import dev.mlink.operator.group.decision.UnreleasedMemory;
import dev.mlink.operator.group.observation.Observation;
import dev.mlink.operator.group.spec.GroupMemory;
import dev.mlink.operator.group.spec.MeasuredCost.Unreleased;
import dev.mlink.operator.status.Reason;
import java.util.Map;
import java.util.stream.Collectors;

/** Whether models gave their memory back when they were unloaded, as far as it was measured. */
record ReleaseVerdict(Observation seen, GroupMemory memory) {

    ConditionStatus status() {
        if (!unreleased().isEmpty()) {
            return ConditionStatus.TRUE;
        }
        return measured() ? ConditionStatus.FALSE : ConditionStatus.UNKNOWN;
    }

    Reason reason() {
        return switch (status()) {
            case TRUE -> Reason.NotReleased;
            case FALSE -> Reason.Released;
            case UNKNOWN -> Reason.NotMeasured;
        };
    }

    String text() {
        return switch (status()) {
            case TRUE -> unreleased().entrySet().stream()
                            .map(model -> "model '" + model.getKey() + "' keeps "
                                    + Bytes.text(model.getValue().bytes()) + " on "
                                    + model.getValue().endpoint() + " after it was unloaded")
                            .collect(Collectors.joining("; "))
                    + ": it is charged against spec.budget.memory while that Triton lives; replace its pod to have it back";
            case FALSE -> "what was measured came back after the unload";
            case UNKNOWN -> "no model has been measured; declared costs are not checked";
        };
    }

    private boolean measured() {
        return memory.costs().values().stream().anyMatch(cost -> cost.bytes() > 0);
    }

    private Map<String, Unreleased> unreleased() {
        return new UnreleasedMemory(seen.endpoints(), memory).byModel();
    }
}
