package dev.mlink.runtime.admission;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * The one budget of requests in flight, whichever port they come by. What does not fit is refused at once; nothing queues.
 * Safe for several threads.
 */
public final class Admission {
    private final Limits limits;
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicInteger calls = new AtomicInteger();
    private final Map<Limit, LongAdder> refused = new EnumMap<>(Limit.class);

    public Admission(Limits limits) {
        this.limits = limits;
        for (Limit limit : Limit.values()) {
            refused.put(limit, new LongAdder());
        }
    }

    public Limits limits() {
        return limits;
    }

    /** Begins a request; empty when there are too many. */
    public Optional<Admitted> admit() {
        if (calls.incrementAndGet() > limits.calls()) {
            calls.decrementAndGet();
            return Optional.empty();
        }
        return Optional.of(new Admitted(this));
    }

    /** Counts a request that a limit refuses; returns what to tell its client. */
    public String refuse(Limit limit) {
        refused.get(limit).increment();
        return switch (limit) {
            case CALLS -> "the link-runtime answers as many requests at once as it may: " + limits.calls()
                    + " (MLINK_LIMITS_CALLS); ask again later";
            case IN_FLIGHT -> "the requests in flight take as much memory as they may: " + limits.inFlightBytes()
                    + " bytes (MLINK_LIMITS_IN_FLIGHT); ask again later";
            case LARGEST_MESSAGE -> "the request is larger than " + limits.largestMessage()
                    + " bytes (MLINK_LIMITS_LARGEST_MESSAGE); send fewer rows at once, or have that raised";
            case RECEIVE -> "the request did not come whole within " + limits.receive() + " (MLINK_LIMITS_RECEIVE)";
        };
    }

    /** Requests that a limit has refused so far. */
    public long refused(Limit limit) {
        return refused.get(limit).sum();
    }

    /** What requests in flight take now. */
    public long bytes() {
        return bytes.get();
    }

    public int calls() {
        return calls.get();
    }

    boolean take(long more) {
        if (bytes.addAndGet(more) > limits.inFlightBytes()) {
            bytes.addAndGet(-more);
            return false;
        }
        return true;
    }

    void give(long taken) {
        bytes.addAndGet(-taken);
    }

    void ended() {
        calls.decrementAndGet();
    }
}
