package dev.mlink.runtime.testing;

import java.time.Duration;
import java.time.Instant;

/** Repeats an assertion until it holds or the time is over. */
public final class Eventually {

    /** Something that may not hold yet. */
    @FunctionalInterface
    public interface Assertion {
        void check() throws Exception;
    }

    private Eventually() {}

    public static void within(Duration patience, Assertion assertion) {
        Instant until = Instant.now().plus(patience);
        while (true) {
            try {
                assertion.check();
                return;
            } catch (AssertionError | Exception notYet) {
                if (Instant.now().isAfter(until)) {
                    throw new AssertionError("not within " + patience, notYet);
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(200);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
