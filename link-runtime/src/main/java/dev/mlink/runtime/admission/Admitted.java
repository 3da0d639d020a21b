package dev.mlink.runtime.admission;

/** What one request takes of the budget until it is closed. Safe for several threads. */
public final class Admitted implements AutoCloseable {
    private final Admission admission;
    private long taken;
    private long kept;
    private boolean closed;

    Admitted(Admission admission) {
        this.admission = admission;
    }

    /** Takes what the request needs in all, nothing once it is closed; false when there is no room, and then it keeps what it had. */
    public synchronized boolean need(long bytes) {
        if (closed) {
            return true;
        }
        if (bytes > taken && !admission.take(bytes - taken)) {
            return false;
        }
        taken = Math.max(taken, bytes);
        return true;
    }

    /** One of several messages is whole and takes this much until it is {@link #answered}; the next one counts anew. */
    public synchronized void keep(long bytes) {
        if (!closed) {
            admission.give(taken - bytes);
            kept += bytes;
            taken = 0;
        }
    }

    /** Gives back what messages took that were kept. */
    public synchronized void answered(long bytes) {
        if (!closed) {
            admission.give(bytes);
            kept -= bytes;
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            admission.give(taken + kept);
            admission.ended();
        }
    }
}
