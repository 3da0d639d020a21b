package dev.mlink.operator.planning;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The most valuable set of items that fits, exactly: dynamic programming over the sets that no other set beats in both
 * value and size (Nemhauser and Ullmann). Equal values: more items, then fewer bytes, then names in order.
 */
public final class Knapsack {

    /** Values are compared in these steps, so that the order of addition decides no tie. */
    private static final double STEPS_PER_UNIT = 1e9;

    /**
     * One thing to pack.
     *
     * @param bytes at least 0
     * @param value at least 0
     */
    public record Item(String name, long bytes, double value) {}

    /** The best set of names whose bytes sum to at most {@code capacity}; empty for a negative capacity. */
    public SortedSet<String> best(List<Item> items, long capacity) {
        if (capacity < 0) {
            return new TreeSet<>();
        }
        List<Packing> frontier = List.of(Packing.EMPTY);
        for (Item item : items.stream().sorted(Comparator.comparing(Item::name)).toList()) {
            frontier = extend(frontier, item, capacity);
        }
        return frontier.get(frontier.size() - 1).names();
    }

    /** The packings, by bytes and strictly better with more of them, when this item may be added. */
    private static List<Packing> extend(List<Packing> frontier, Item item, long capacity) {
        var all = new ArrayList<>(frontier);
        for (Packing packing : frontier) {
            if (item.bytes() <= capacity - packing.bytes()) {
                all.add(packing.plus(item));
            }
        }
        all.sort(Comparator.comparingLong(Packing::bytes)
                .thenComparing(Packing.BY_WORTH.reversed())
                .thenComparing(packing -> String.join("\n", packing.names())));
        var undominated = new ArrayList<Packing>();
        for (Packing packing : all) {
            if (undominated.isEmpty()
                    || Packing.BY_WORTH.compare(packing, undominated.get(undominated.size() - 1)) > 0) {
                undominated.add(packing);
            }
        }
        return undominated;
    }

    /** A set of items under construction; {@code value} in steps. */
    private record Packing(SortedSet<String> names, long bytes, long value) {

        static final Packing EMPTY = new Packing(new TreeSet<>(), 0, 0);

        static final Comparator<Packing> BY_WORTH = Comparator.comparingLong(Packing::value)
                .thenComparingInt(packing -> packing.names().size());

        Packing plus(Item item) {
            var more = new TreeSet<>(names);
            more.add(item.name());
            return new Packing(more, bytes + item.bytes(), value + Math.round(item.value() * STEPS_PER_UNIT));
        }
    }
}
