package dev.mlink.benchmark.selection;

import dev.mlink.operator.planning.Knapsack;
import dev.mlink.operator.planning.selection.Exact;
import dev.mlink.operator.planning.selection.Selection;
import dev.mlink.operator.planning.selection.Strategy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

/** How near to the best set each strategy comes on a number of instances. */
final class Quality {

    /** The rival that predicts nothing: as many models as fit. */
    static final String STANDALONE = "Standalone";

    private static final int BRUTE_FORCE = 20;
    private static final int NODES = 1_000_000;
    private static final double ROUNDING = 1e-9;

    private final int instances;

    Quality(int instances) {
        this.instances = instances;
    }

    /** By strategy, F of its set divided by the optimum; {@code made} makes an instance from a seed. */
    Map<String, Ratios> of(LongFunction<Instance> made) {
        Map<String, double[]> ratios = new LinkedHashMap<>();
        for (int seed = 0; seed < instances; seed++) {
            Instance instance = made.apply(seed);
            double optimum = optimum(instance);
            put(ratios, STANDALONE, seed, standalone(instance) / optimum);
            for (Strategy strategy : Strategy.values()) {
                put(ratios, name(strategy), seed, chosen(strategy, instance) / optimum);
            }
        }
        Map<String, Ratios> summaries = new LinkedHashMap<>();
        ratios.forEach((strategy, all) -> summaries.put(strategy, Ratios.of(all)));
        return summaries;
    }

    /** As it is written in a ModelGroup. */
    static String name(Strategy strategy) {
        return switch (strategy) {
            case AUTO -> "Auto";
            case ACTIVATION_PROBABILITY -> "ActivationProbability";
            case GREEDY -> "Greedy";
            case PARTIAL_ENUMERATION -> "PartialEnumeration";
            case EXACT -> "Exact";
        };
    }

    private void put(Map<String, double[]> ratios, String strategy, int seed, double ratio) {
        ratios.computeIfAbsent(strategy, first -> new double[instances])[seed] = ratio;
    }

    private static double chosen(Strategy strategy, Instance instance) {
        return ((Selection) strategy.strategy().select(instance.problem(), instance.oracle())).objective();
    }

    private static double optimum(Instance instance) {
        if (instance.size() <= BRUTE_FORCE) {
            return new BruteForce(instance).optimum();
        }
        var exact = (Selection) new Exact(NODES).select(instance.problem(), instance.oracle());
        if (instance.ensembleGain() > 0
                || exact.surrogate().upperBound() > exact.surrogate().value() + ROUNDING) {
            throw new IllegalStateException("the optimum of this instance is not certain");
        }
        return exact.objective();
    }

    private static double standalone(Instance instance) {
        List<Knapsack.Item> items = new ArrayList<>();
        for (int i = 0; i < instance.size(); i++) {
            items.add(new Knapsack.Item("m" + i, instance.bytes()[i], 1));
        }
        return (double) new Knapsack().best(items, instance.budget()).size() / instance.size();
    }
}
