package dev.mlink.operator.planning.hysteresis;

import java.time.Duration;

/**
 * What is lost on the way from one set to the other: while models leave and come, only those in both sets are active.
 *
 * @param loss F of the set in force minus F of what both sets share
 * @param takes how long the switch takes
 * @param period until the next selection, in which the gain has to make up for it
 */
public record SwitchCost(double loss, Duration takes, Duration period) {

    /** The loss spread over the period: what a gain has to exceed. */
    public double perPeriod() {
        double share = period.isZero() ? 1 : Math.min(1, (double) takes.toMillis() / period.toMillis());
        return Math.max(0, loss) * share;
    }
}
