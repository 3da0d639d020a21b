package dev.mlink.examples;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Looks again and again at what a user would look at.
 *
 * @param longest after which the test fails
 */
record Waiting(Shell shell, Duration longest) {

    /** What kubectl said once it held, without white space around it. */
    String until(String what, String kubectl, Predicate<String> holds) {
        return until(what, () -> shell.kubectl(kubectl), holds);
    }

    /** The first look at which it held, without white space around it. */
    String until(String what, Supplier<String> look, Predicate<String> holds) {
        Instant end = Instant.now().plus(longest);
        String last = "";
        while (Instant.now().isBefore(end)) {
            last = look.get().strip();
            if (holds.test(last)) {
                return last;
            }
            pause();
        }
        throw new AssertionError("timed out after " + longest.toSeconds() + " s: " + what + "; seen last: " + last);
    }

    private static void pause() {
        try {
            Thread.sleep(1_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
