package dev.mlink.operator.group;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * How long a step took, for people.
 *
 * @param nanos when it began, as {@link System#nanoTime} counts
 */
record Stopwatch(long nanos) {

    static Stopwatch started() {
        return new Stopwatch(System.nanoTime());
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }

    /** Since it was started, such as {@code 0.31 s}. */
    @Override
    public String toString() {
        double seconds = (double) (System.nanoTime() - nanos) / TimeUnit.SECONDS.toNanos(1);
        return String.format(Locale.ROOT, "%.2f s", seconds);
    }
}
