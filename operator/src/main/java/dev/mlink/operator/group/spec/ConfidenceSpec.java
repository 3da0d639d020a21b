package dev.mlink.operator.group.spec;

import java.util.OptionalDouble;

/**
 * Which predictions for a model are given out.
 *
 * @param minimum the least confidence, in [0, 1]
 * @param maxDisagreement the rate that predictions have to be certified to keep, in (0, .5)
 * @param escalate what is not given out is executed where the group escalates to
 */
public record ConfidenceSpec(OptionalDouble minimum, OptionalDouble maxDisagreement, boolean escalate) {

    /** Every prediction is given out. */
    public static final ConfidenceSpec NONE = new ConfidenceSpec(OptionalDouble.empty(), OptionalDouble.empty(), false);
}
