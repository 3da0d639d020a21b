package dev.mlink.operator.triton;

import dev.mlink.triton.TritonAddress;
import dev.mlink.triton.TritonChannel;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Channels that are open, one per endpoint. Endpoints come and go with their pods: a channel that nobody used for a
 * while is closed when another one is asked for.
 */
final class EndpointChannels implements AutoCloseable {
    private record Opened(TritonChannel channel, Instant used) {}

    private final Map<TritonAddress, Opened> open = new HashMap<>();
    private final Duration unused;
    private final Clock clock;

    /** @param unused longer than any call lasts, since closing ends calls */
    EndpointChannels(Duration unused, Clock clock) {
        this.unused = unused;
        this.clock = clock;
    }

    /** The channel to an endpoint, opened if need be. */
    synchronized TritonChannel to(TritonAddress endpoint) {
        Instant now = clock.instant();
        closeUnusedSince(now.minus(unused));
        TritonChannel channel = open.containsKey(endpoint)
                ? open.get(endpoint).channel()
                : TritonChannel.to(endpoint).open();
        open.put(endpoint, new Opened(channel, now));
        return channel;
    }

    /** Closes a channel whose connection was lost: gRPC would wait ever longer before it connected again. */
    synchronized void forget(TritonAddress endpoint, TritonChannel channel) {
        if (open.containsKey(endpoint) && open.get(endpoint).channel() == channel) {
            open.remove(endpoint);
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
