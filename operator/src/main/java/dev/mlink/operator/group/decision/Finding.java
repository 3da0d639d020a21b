package dev.mlink.operator.group.decision;

import dev.mlink.operator.status.ConditionType;
import dev.mlink.operator.status.Reason;

/**
 * Something that keeps a condition from being true.
 *
 * @param model the model it is about; empty for the group
 * @param text one sentence that names field, value and what to write or do instead
 */
public record Finding(ConditionType condition, Reason reason, String model, String text) {

    public static Finding ofGroup(ConditionType condition, Reason reason, String text) {
        return new Finding(condition, reason, "", text);
    }
}
