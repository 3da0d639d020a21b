package dev.mlink.runtime.admission;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The one budget of requests in flight, whichever port they come by. What does not fit is refused at once; nothing queues.
 * Safe for several threads.
 */
public final class Admission {
    private final Limits limits;
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicInteger calls = new AtomicInteger();

    public Admission(Limits limits) {
        this.limits = limits;
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

    /** Why a request is refused when there are too many. */
    public String tooManyCalls() {
        return "the link-runtime answers as many requests at once as it may: " + limits.calls()
                + " (MLINK_LIMITS_CALLS); ask again later";
    }

    /** Why a request is refused that the budget has no room for. */
    public String tooManyBytes() {
        return "the requests in flight take as much memory as they may: " + limits.inFlightBytes()
                + " bytes (MLINK_LIMITS_IN_FLIGHT); ask again later";
    }

    /** Why a message is refused, whatever else is in flight. */
    public String tooLarge() {
        return "the request is larger than " + limits.largestMessage()
                + " bytes (MLINK_LIMITS_LARGEST_MESSAGE); send fewer rows at once, or have that raised";
    }

    /** Why a request is given up that does not come. */
    public String tooSlow() {
        return "the request did not come whole within " + limits.receive() + " (MLINK_LIMITS_RECEIVE)";
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
