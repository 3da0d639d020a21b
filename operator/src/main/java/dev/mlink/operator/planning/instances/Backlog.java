package dev.mlink.operator.planning.instances;

import java.time.Duration;
import java.util.Optional;

/**
 * One look at the requests for a model that have no instance yet. Those pending are what a look happens to meet; those
 * answered since the look before tell of bursts in between. Both are measured in rounds, executions of all instances:
 * n requests pending before k instances are n / k rounds, and by Little's law a request that waits W for an execution of
 * E meets as many as W / E rounds where instances are never idle.
 *
 * <p>A queue is long from two rounds on. It is quiet while none is pending and waits stay below a tenth of an execution:
 * requests that come at random (M/M/k) and wait so little for k instances would wait 1.5 rounds for k - 1 where k is 2, and
 * fewer where it is more. So an instance that goes is not called back by the same traffic.
 *
 * @param pending requests that wait for an instance at the moment
 * @param waited of those answered lately; empty where none was, and where nobody knows
 */
public record Backlog(long pending, Optional<Wait> waited) {

    private static final double LONG = 2;
    private static final double QUIET = .1;

    /** Whether more requests wait, or for longer, than the next round of all instances takes away. */
    public boolean isLong(int instances) {
        return rounds(instances) >= LONG;
    }

    /** Whether nothing waits that is worth an instance. */
    public boolean isQuiet() {
        return pending == 0 && waitedRounds() < QUIET;
    }

    /** Rounds until a request that comes now would have an instance. */
    double rounds(int instances) {
        return Math.max((double) pending / instances, waitedRounds());
    }

    /** The worse of both in each respect: where a model has the same instances on several Tritons, the worst counts. */
    public Backlog or(Backlog other) {
        return new Backlog(
                Math.max(pending, other.pending), waitedRounds() >= other.waitedRounds() ? waited : other.waited);
    }

    /** The same, had nobody held requests back on purpose. */
    public Backlog beyond(Duration heldBack) {
        return new Backlog(pending, waited.map(known -> known.beyond(heldBack)));
    }

    /** The longer of the two, in words. */
    String text(int instances) {
        return waited.filter(known -> known.rounds() > (double) pending / instances)
                .map(Wait::text)
                .orElse(pending + " requests wait for " + instances + " instances");
    }

    private double waitedRounds() {
        return waited.map(Wait::rounds).orElse(0d);
    }
}
