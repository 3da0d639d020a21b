package dev.mlink.runtime.routing;

import dev.mlink.runtime.routing.Guarantee.Certified;
import dev.mlink.runtime.routing.Guarantee.Uncertified;
import java.util.OptionalDouble;

/**
 * Which predictions for a model are given out, as its resource says.
 *
 * @param minimum the least confidence, in [0, 1]
 * @param guarantee what is known where a largest disagreement is declared
 * @param escalate whether what is not given out is executed elsewhere
 */
public record ConfidenceRule(double minimum, Guarantee guarantee, boolean escalate) {

    /** Every prediction is given out. */
    public static final ConfidenceRule NONE = new ConfidenceRule(0, new Guarantee.NotAsked(), false);

    /** @throws IllegalArgumentException for a minimum or threshold that is no probability */
    public ConfidenceRule {
        requireProbability("min_confidence", minimum);
        if (guarantee instanceof Certified certified) {
            requireProbability("certificate.threshold", certified.threshold());
        }
    }

    /** The strictest of what the request, the resource and the certificate ask for. */
    Requirement requirement(Directives asked) {
        if (asked.exact()) {
            return Requirement.never("mlink_exact refuses a prediction", "ask again without it, or later");
        }
        if (guarantee instanceof Uncertified uncertified) {
            return Requirement.never(
                    "its predictions are not certified to disagree as rarely as its ModelGroup declares: "
                            + uncertified.reason(),
                    "raise maxDisagreement there, or let the model escalate");
        }
        Requirement strictest = Requirement.from(minimum, "minConfidence in the ModelGroup");
        if (guarantee instanceof Certified certified) {
            strictest = strictest.or(Requirement.from(certified.threshold(), "the model's certificate"));
        }
        OptionalDouble wanted = asked.minConfidence();
        return wanted.isPresent()
                ? strictest.or(Requirement.from(wanted.getAsDouble(), "mlink_min_confidence in the request"))
                : strictest;
    }

    private static void requireProbability(String field, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(field + " is " + value + "; write a number from 0 to 1");
        }
    }
}
