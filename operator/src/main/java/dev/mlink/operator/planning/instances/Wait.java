package dev.mlink.operator.planning.instances;

import java.time.Duration;

/**
 * How long requests for one model waited for an instance, of those that were answered in the last seconds.
 *
 * @param mean of one request
 * @param execution what one took on average once an instance had it; more than nothing
 */
public record Wait(Duration mean, Duration execution) {

    /** What handing a request over takes, however idle the model: of a fast one, many executions. */
    private static final Duration HANDING_OVER = Duration.ofMillis(1);

    public Wait {
        if (mean.isNegative() || execution.isNegative() || execution.isZero()) {
            throw new IllegalArgumentException(
                    "wait: mean " + mean + ", execution " + execution + "; give 0 or more, and more than 0");
        }
    }

    /** How many executions a request let pass before its own; 0 where it was merely handed over. */
    double rounds() {
        return mean.compareTo(HANDING_OVER) < 0 ? 0 : (double) mean.toNanos() / execution.toNanos();
    }

    /** In words, and in Triton's unit: a fast model takes no millisecond. */
    String text() {
        return "requests waited " + mean.toNanos() / 1000 + " us for an execution of " + execution.toNanos() / 1000
                + " us";
    }

    /** Without what each request is held back on purpose, to make a fuller batch: no instance shortens that. */
    Wait beyond(Duration heldBack) {
        Duration left = mean.minus(heldBack);
        return new Wait(left.isNegative() ? Duration.ZERO : left, execution);
    }
}
