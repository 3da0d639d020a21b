package dev.mlink.runtime.admission;

/** What one request takes of the budget until it is closed. Safe for several threads. */
public final class Admitted implements AutoCloseable {
    private final Admission admission;
    private long taken;
    private boolean closed;

    Admitted(Admission admission) {
        this.admission = admission;
    }

    /** Takes what the request needs in all; false when there is no room, and then it keeps what it had. */
    public synchronized boolean need(long bytes) {
        if (closed || bytes > taken && !admission.take(bytes - taken)) {
            return false;
        }
        taken = Math.max(taken, bytes);
        return true;
    }

    /** Gives the bytes back; the request goes on. */
    public synchronized void giveBack() {
        admission.give(taken);
        taken = 0;
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            giveBack();
            admission.ended();
        }
    }
}
