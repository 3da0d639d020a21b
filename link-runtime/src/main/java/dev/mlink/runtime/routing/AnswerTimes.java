package dev.mlink.runtime.routing;

import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * How long a model lately took to answer in one place, and with it how long a call there may take at most before the model
 * may have stopped: three times its longest answer of this minute and the one before, in proportion for a request that is
 * larger than all of those, and never less than is set.
 */
final class AnswerTimes {
    /** Fewer answers say little about the longest. */
    private static final int ENOUGH = 20;

    private static final int TIMES = 3;
    private static final long WINDOW = TimeUnit.MINUTES.toNanos(1);

    private final long least;
    private boolean warm;
    private Window now;
    private Window before = new Window(0, 0, 0, 0);

    /**
     * @param begun when it began, in nanoseconds
     * @param longest answer, in nanoseconds
     * @param largest request that was answered, in bytes
     */
    private record Window(long begun, int answers, long longest, int largest) {

        private Window with(long nanos, int bytes) {
            return new Window(begun, answers + 1, Math.max(longest, nanos), Math.max(largest, bytes));
        }
    }

    /** @param least nanoseconds that every call may take */
    AnswerTimes(long least, long begun) {
        this.least = least;
        now = new Window(begun, 0, 0, 0);
    }

    /**
     * @param nanos how long the answer took, queueing included
     * @param bytes of the request
     * @param at when it came, in nanoseconds
     */
    synchronized void answered(long nanos, int bytes, long at) {
        // a window is replaced only once it says enough, so that what is asked for rarely is remembered for longer
        if (at - now.begun() > WINDOW && now.answers() >= ENOUGH) {
            before = now;
            now = new Window(at, 0, 0, 0);
        }
        now = now.with(nanos, bytes);
        warm = true;
    }

    /** It has been loaded since: the first answer of a process may take much longer than all others. */
    synchronized void loaded() {
        warm = false;
    }

    /** How long a request may take there, in nanoseconds; empty while too little is known. */
    synchronized OptionalLong patience(int bytes) {
        if (!warm || now.answers() + before.answers() < ENOUGH) {
            return OptionalLong.empty();
        }
        long longest = Math.max(now.longest(), before.longest());
        int largest = Math.max(1, Math.max(now.largest(), before.largest()));
        return OptionalLong.of(Math.max(least, (long) (TIMES * longest * Math.max(1.0, (double) bytes / largest))));
    }
}
