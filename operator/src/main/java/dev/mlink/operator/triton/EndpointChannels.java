package dev.mlink.operator.triton;

import dev.mlink.triton.TritonAccess;
import dev.mlink.triton.TritonAddress;
import dev.mlink.triton.TritonChannel;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Channels that are open, one per endpoint and what is shown to it. Endpoints come and go with their pods, certificates are
 * renewed: a channel that nobody used for a while is closed when another one is asked for.
 */
final class EndpointChannels implements AutoCloseable {
    /** Where a channel leads to, and as whom. */
    record Way(TritonAddress endpoint, TritonAccess access) {}

    private record Opened(TritonChannel channel, Instant used) {}

    private final Map<Way, Opened> open = new HashMap<>();
    private final Duration unused;
    private final Clock clock;

    /** @param unused longer than any call lasts, since closing ends calls */
    EndpointChannels(Duration unused, Clock clock) {
        this.unused = unused;
        this.clock = clock;
    }

    /**
     * The channel to an endpoint, opened if need be.
     *
     * @throws IllegalArgumentException when a certificate or key cannot be read
     */
    synchronized TritonChannel to(Way way) {
        Instant now = clock.instant();
        closeUnusedSince(now.minus(unused));
        TritonChannel channel = open.containsKey(way)
                ? open.get(way).channel()
                : TritonChannel.to(way.endpoint()).with(way.access()).open();
        open.put(way, new Opened(channel, now));
        return channel;
    }

    /** Closes a channel whose connection was lost: gRPC would wait ever longer before it connected again. */
    synchronized void forget(Way way, TritonChannel channel) {
        if (open.containsKey(way) && open.get(way).channel() == channel) {
            open.remove(way);
        }
        channel.close();
    }

    @Override
    public synchronized void close() {
        open.values().forEach(opened -> opened.channel().close());
        open.clear();
    }

    private void closeUnusedSince(Instant limit) {
        open.values().removeIf(opened -> {
            boolean old = opened.used().isBefore(limit);
            if (old) {
                opened.channel().close();
            }
            return old;
        });
    }
}
