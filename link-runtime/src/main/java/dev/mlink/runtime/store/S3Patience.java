package dev.mlink.runtime.store;

import java.time.Duration;

/**
 * How long a call to S3 may take.
 *
 * @param connect until the server has taken a connection
 * @param silence between two bytes of an answer
 * @param attempt one attempt, whatever its size; there are at most three
 * @param call all attempts of one call
 */
record S3Patience(Duration connect, Duration silence, Duration attempt, Duration call) {

    /** Short enough that the operator, who waits a minute for a table, reads why it is refused. */
    static S3Patience standard() {
        return new S3Patience(
                Duration.ofSeconds(3), Duration.ofSeconds(10), Duration.ofMinutes(2), Duration.ofMinutes(5));
    }
}
