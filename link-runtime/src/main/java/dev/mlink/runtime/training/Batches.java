package dev.mlink.runtime.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Cuts samples into batches, in a new order each epoch; the last batch may be smaller. */
final class Batches {
    private final List<Integer> order;
    private final int size;
    private final Random random;

    Batches(int samples, int size, long seed) {
        this.order = new ArrayList<>(IntStream.range(0, samples).boxed().toList());
        this.size = size;
        this.random = new Random(seed);
    }

    int perEpoch() {
        return (order.size() + size - 1) / size;
    }

    /** Every sample once, by number. */
    List<int[]> nextEpoch() {
        Collections.shuffle(order, random);
        int[] shuffled = order.stream().mapToInt(Integer::intValue).toArray();
        List<int[]> batches = new ArrayList<>();
        for (int from = 0; from < shuffled.length; from += size) {
            batches.add(Arrays.copyOfRange(shuffled, from, Math.min(from + size, shuffled.length)));
        }
        return batches;
    }
}
