package dev.mlink.operator.planning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

class KnapsackPropertyTest {

    private final Knapsack knapsack = new Knapsack();

    @Property(tries = 300, shrinking = ShrinkingMode.OFF)
    void isTheBestOfAllSubsets(@ForAll long seed) {
        var random = new Random(seed);
        var items = new ArrayList<Knapsack.Item>();
        int count = random.nextInt(12);
        for (int i = 0; i < count; i++) {
            double value = random.nextBoolean() ? random.nextInt(3) : random.nextInt(100) / 100.0;
            items.add(new Knapsack.Item("i" + i, random.nextInt(30), value));
        }
        int capacity = random.nextInt(150);
        assertThat(knapsack.best(items, capacity)).isEqualTo(byTryingAll(items, capacity));
    }

    @Example
    void manyItemsWithWeightsOfTheirOwnAreStillDecidedExactly() {
        var random = new Random(7);
        var items = new ArrayList<Knapsack.Item>();
        for (int i = 0; i < 128; i++) {
            items.add(new Knapsack.Item("i" + i, 1_000_000L + random.nextInt(1_000_000), 1 + random.nextDouble()));
        }
        SortedSet<String> best = knapsack.best(items, 60_000_000);
        long bytes = items.stream()
                .filter(i -> best.contains(i.name()))
                .mapToLong(Knapsack.Item::bytes)
                .sum();
        assertThat(bytes).isLessThanOrEqualTo(60_000_000);
        double value = items.stream()
                .filter(i -> best.contains(i.name()))
                .mapToDouble(Knapsack.Item::value)
                .sum();
        assertThat(value).isLessThanOrEqualTo(relaxed(items, 60_000_000)).isGreaterThan(relaxed(items, 60_000_000) - 2);
    }

    @Example
    void nothingFitsIntoLessThanNothing() {
        assertThat(knapsack.best(List.of(new Knapsack.Item("a", 0, 1)), -1)).isEmpty();
    }

    private static SortedSet<String> byTryingAll(List<Knapsack.Item> items, long capacity) {
        var fitting = new ArrayList<List<Knapsack.Item>>();
        for (int mask = 0; mask < 1 << items.size(); mask++) {
            var chosen = new ArrayList<Knapsack.Item>();
            for (int i = 0; i < items.size(); i++) {
                if ((mask & 1 << i) != 0) {
                    chosen.add(items.get(i));
                }
            }
            if (chosen.stream().mapToLong(Knapsack.Item::bytes).sum() <= capacity) {
                fitting.add(chosen);
            }
        }
        return fitting.stream()
                .min(Comparator.<List<Knapsack.Item>>comparingLong(set -> -Math.round(100
                                * set.stream().mapToDouble(Knapsack.Item::value).sum()))
                        .thenComparing(set -> -set.size())
                        .thenComparing(set ->
                                set.stream().mapToLong(Knapsack.Item::bytes).sum())
                        .thenComparing(KnapsackPropertyTest::joined))
                .map(KnapsackPropertyTest::names)
                .orElseThrow();
    }

    /** The value if items could be cut. */
    private static double relaxed(List<Knapsack.Item> items, double capacity) {
        double value = 0;
        double left = capacity;
        for (Knapsack.Item item : items.stream()
                .sorted(Comparator.comparingDouble((Knapsack.Item i) -> -i.value() / i.bytes()))
                .toList()) {
            double part = Math.min(1, left / item.bytes());
            value += part * item.value();
            left -= part * item.bytes();
        }
        return value;
    }

    private static String joined(List<Knapsack.Item> set) {
        return String.join("\n", names(set));
    }

    private static SortedSet<String> names(List<Knapsack.Item> set) {
        var names = new TreeSet<String>();
        set.forEach(item -> names.add(item.name()));
        return names;
    }
}
