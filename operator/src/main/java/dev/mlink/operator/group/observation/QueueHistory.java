package dev.mlink.operator.group.observation;

import dev.mlink.operator.planning.instances.Wait;
import dev.mlink.operator.triton.ServedRequests;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What a group's Tritons had answered at the latest looks, so that it can be told how long requests waited in between: two
 * looks a moment apart, as one pass makes, tell of the same {@value #SECONDS} to {@code 2 * }{@value #SECONDS} seconds, and
 * looks that are further apart leave nothing out.
 *
 * <p>Nothing of it is written down. In the status it would have to be written at every look while there is traffic, for
 * figures that no decision needs later: what outlives a look is since when a queue has been long or quiet. Who has lost the
 * history, as a new leader has, knows at the first look only what is pending, and all again at the second.
 *
 * @param base what is counted from
 * @param next what will be counted from once it is old enough
 * @param last the newest look
 */
public record QueueHistory(Look base, Look next, Look last) {

    static final int SECONDS = 3;

    /** One look: by Triton, by model. */
    public record Look(Instant at, Map<String, Map<String, ServedRequests>> served) {

        Optional<ServedRequests> of(String triton, String model) {
            return Optional.ofNullable(served.getOrDefault(triton, Map.of()).get(model));
        }
    }

    /** Nothing is known of what was before. */
    public static QueueHistory from(Look first) {
        return new QueueHistory(first, first, first);
    }

    /** After another look. */
    public QueueHistory then(Look now) {
        return now.at().isBefore(next.at().plusSeconds(SECONDS))
                ? new QueueHistory(base, next, now)
                : new QueueHistory(next, now, now);
    }

    /** Empty where no request was executed since, where the counters started anew, and at the first look. */
    public Optional<Wait> waited(String triton, String model) {
        return base.of(triton, model)
                .flatMap(before -> last.of(triton, model).flatMap(now -> now.since(before)))
                .filter(served -> served.requests() > 0 && served.executedMicros() > 0)
                .map(served -> new Wait(
                        mean(served.queuedMicros(), served.requests()),
                        mean(served.executedMicros(), served.requests())));
    }

    private static Duration mean(long micros, long requests) {
        return Duration.ofNanos(Math.round(1000d * micros / requests));
    }
}
