package dev.mlink.runtime.sampling;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A uniform choice among the distinct inputs seen so far (Vitter's Algorithm R), reproducible from its seed. What was
 * seen and not kept is remembered by digest, the latest {@value #REMEMBERED_PER_SLOT} per slot, so that a repeated
 * input gets no second chance. Not for several threads.
 */
final class Reservoir {
    private static final int REMEMBERED_PER_SLOT = 64;

    private final int capacity;
    private final long seed;
    private final SplittableRandom random;
    private final List<Sample> kept = new ArrayList<>();
    private final DistinctInputs distinct = new DistinctInputs();
    private final Map<InputDigest, Boolean> passed;
    private long seen;

    Reservoir(int capacity, long seed) {
        if (capacity < 1) {
            throw new IllegalArgumentException("the sampling capacity is " + capacity + "; write a number from 1");
        }
        this.capacity = capacity;
        this.seed = seed;
        this.random = new SplittableRandom(seed);
        this.passed = new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<InputDigest, Boolean> eldest) {
                return size() > (long) REMEMBERED_PER_SLOT * capacity;
            }
        };
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
        if (!kept.isEmpty()
                && !kept.get(0).inputs().keySet().equals(sample.inputs().keySet())) {
            clear(); // the group has other inputs now: what is here can no longer be learned from
        }
        if (!kept.isEmpty() && !kept.get(0).form().equals(sample.form())) {
            return Fate.MISFIT;
        }
        InputDigest digest = InputDigest.of(sample, seed);
        if (passed.containsKey(digest) || distinct.contains(digest, sample)) {
            return Fate.REPEATED;
        }
        seen++;
        if (kept.size() < capacity) {
            keep(kept.size(), digest, sample);
            return Fate.KEPT;
        }
        long slot = random.nextLong(seen);
        if (slot >= capacity) {
            passed.put(digest, Boolean.TRUE);
            return Fate.PASSED;
        }
        drop(kept.get((int) slot));
        keep((int) slot, digest, sample);
        return Fate.KEPT;
    }

    /** What is kept, in time order; samples of one moment in the order they came. */
    List<Sample> samples() {
        return kept.stream().sorted(Comparator.comparingLong(Sample::time)).toList();
    }

    private void keep(int slot, InputDigest digest, Sample sample) {
        if (slot == kept.size()) {
            kept.add(sample);
        } else {
            kept.set(slot, sample);
        }
        distinct.add(digest, sample);
    }

    private void drop(Sample sample) {
        InputDigest digest = InputDigest.of(sample, seed);
        distinct.remove(digest, sample);
        passed.put(digest, Boolean.TRUE);
    }

    private void clear() {
        kept.forEach(sample -> distinct.remove(InputDigest.of(sample, seed), sample));
        kept.clear();
        passed.clear();
        seen = 0;
    }
}
