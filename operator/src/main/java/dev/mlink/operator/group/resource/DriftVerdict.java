package dev.mlink.operator.group.resource;

import dev.mlink.api.v1alpha1.status.ConditionStatus;
import dev.mlink.operator.group.spec.Drift;
import dev.mlink.operator.group.spec.GroupMemory;
import dev.mlink.operator.status.Figure;
import dev.mlink.operator.status.Reason;
import java.util.Map;
import java.util.stream.Collectors;

/** Whether what was learned still holds, in words. It holds until the next test says otherwise. */
public record DriftVerdict(GroupMemory memory) {

    ConditionStatus status() {
        return switch (reason()) {
            case Drifted -> ConditionStatus.TRUE;
            case Stable -> ConditionStatus.FALSE;
            default -> ConditionStatus.UNKNOWN;
        };
    }

    Reason reason() {
        return memory.drift()
                .map(drift ->
                        drift.found() ? Reason.Drifted : drift.untested().isEmpty() ? Reason.Stable : Reason.NotTested)
                .orElse(Reason.NotTested);
    }

    String text() {
        return memory.drift()
                .map(DriftVerdict::text)
                .orElse("tested with each profile after the first: on samples newer than what was learned from");
    }

    /** One sentence: which models, by how much, on how many samples. */
    public static String text(Drift drift) {
        String where = "on " + drift.samples() + " audit samples of profile " + drift.profile()
                + " that are newer than training " + drift.training();
        if (!drift.untested().isEmpty()) {
            return drift.untested();
        }
        return drift.found()
                ? losses(drift) + ", " + where + "; it is learned again from newer samples"
                : "no loss " + where;
    }

    private static String losses(Drift drift) {
        return drift.losses().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(loss -> "model '" + loss.getKey() + "' is predicted with "
                        + new Figure(loss.getValue().audited()).rounded() + " instead of "
                        + new Figure(loss.getValue().certified()).rounded())
                .collect(Collectors.joining(", "));
    }
}
