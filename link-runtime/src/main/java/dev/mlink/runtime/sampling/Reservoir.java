package dev.mlink.runtime.sampling;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * A random choice among the distinct inputs that came by, of which older ones fade: the chance of being kept falls by e
 * with each retention. Each input draws one exponential number, from its own digest, and those with the smallest {@code
 * ln(draw) - time / retention} are kept (weighted sampling with forward decay), so that a repeated input gets no second
 * draw and a restart changes nothing. Not for several threads.
 */
final class Reservoir {
    private final int capacity;
    private final long seed;
    private final double retentionMillis;
    private final PriorityQueue<Slot> kept = new PriorityQueue<>(Comparator.comparingDouble(Slot::priority));
    private final DistinctInputs distinct = new DistinctInputs();

    private long seen;

    /** @param priority the smallest gives way first */
    private record Slot(double priority, long order, InputDigest digest, Sample sample) {}

    /**
     * @param capacity samples, from 1
     * @param retention the age at which a sample's chance has fallen by e
     */
    Reservoir(int capacity, Duration retention, long seed) {
        if (capacity < 1) {
            throw new IllegalArgumentException("the sampling capacity is " + capacity + "; write a number from 1");
        }
        if (retention.isNegative() || retention.isZero()) {
            throw new IllegalArgumentException(
                    "the sampling retention is " + retention + "; write a duration above 0, such as 2h");
        }
        this.capacity = capacity;
        this.seed = seed;
        this.retentionMillis = retention.toMillis();
    }

    /** How a sample fared. */
    enum Fate {
        KEPT,
        PASSED,
        REPEATED,
        /** Its shapes or types are not those of the samples that are kept. */
        MISFIT
    }

    Fate offer(Sample sample) {
        if (!kept.isEmpty() && !form().inputs().keySet().equals(sample.inputs().keySet())) {
            clear(); // the group has other inputs now: what is here can no longer be learned from
        }
        if (!kept.isEmpty() && !form().form().equals(sample.form())) {
            return Fate.MISFIT;
        }
        InputDigest digest = InputDigest.of(sample, seed);
        if (distinct.contains(digest, sample)) {
            return Fate.REPEATED;
        }
        double priority = sample.time() / retentionMillis - Math.log(digest.exponential());
        Slot slot = new Slot(priority, seen++, digest, sample);
        if (kept.size() == capacity) {
            if (slot.priority() <= kept.element().priority()) {
                return Fate.PASSED;
            }
            Slot faded = kept.remove();
            distinct.remove(faded.digest(), faded.sample());
        }
        kept.add(slot);
        distinct.add(digest, sample);
        return Fate.KEPT;
    }

    /** What is kept, in time order; samples of one moment in the order they came. */
    List<Sample> samples() {
        return kept.stream()
                .sorted(Comparator.comparingLong((Slot slot) -> slot.sample().time())
                        .thenComparingLong(Slot::order))
                .map(Slot::sample)
                .toList();
    }

    boolean contains(Sample sample) {
        return distinct.contains(InputDigest.of(sample, seed), sample);
    }

    private Sample form() {
        return kept.element().sample();
    }

    private void clear() {
        kept.forEach(slot -> distinct.remove(slot.digest(), slot.sample()));
        kept.clear();
    }
}
