package dev.mlink.operator.planning.selection;

import java.util.BitSet;

/**
 * Upper bounds on what a set can still become. For any levels v_j of at least the present performances, whatever set S of
 * further models is activated,
 *
 * <p>F(A and S) &lt;= sum_j s_j v_j + sum over i in S of sum_j s_j max(0, p(g_ij) - v_j),
 *
 * <p>and the second sum is at most the fractional knapsack of what is free: the Lagrangian relaxation of "each target is
 * predicted by one source". With the performances of a greedy prefix as levels this is the certificate of Tang et al.
 * (2008.05391), with those of A itself the usual knapsack bound. Here levels descend along subgradients (Polyak's steps).
 */
final class Relaxation {

    /** What a bound has to fall by within some steps to go on. */
    private static final double PROGRESS = 1e-9;

    private static final int PATIENCE = 8;

    private final FacilityLocation surrogate;
    private final double[] profit;
    private final double[] density;
    private final double[] taken;
    private final double[] cover;
    private final int[] order;

    /** Holds scratch space: for one thread. */
    Relaxation(FacilityLocation surrogate) {
        this.surrogate = surrogate;
        this.profit = new double[surrogate.size()];
        this.density = new double[surrogate.size()];
        this.taken = new double[surrogate.size()];
        this.cover = new double[surrogate.size()];
        this.order = new int[surrogate.size()];
    }

    /**
     * @param value no completion has a greater F
     * @param levels that gave it
     */
    record Bound(double value, double[] levels) {}

    /**
     * How the relaxed optimum differs from a set.
     *
     * @param rounded the open models that it takes wholly, then what else fits
     * @param critical the model that it cuts, else the one that adds most; -1 where none is open
     */
    record Cut(BitSet rounded, int critical) {}

    /** Models that may still be added, the memory that is free for them, and how all models perform without them. */
    record Node(BitSet open, long free, double[] performances) {}

    /** The bound at these levels, none below the performances. */
    double at(Node node, double[] levels) {
        return solve(node, levels);
    }

    /** The relaxed optimum at these levels, none below the performances. */
    Cut cut(Node node, double[] levels) {
        solve(node, levels);
        return new Cut(rounded(node), critical(node));
    }

    /**
     * The least bound found from these levels on, which are raised to the performances where they are below.
     *
     * @param target a bound at or below it is good enough
     */
    Bound descend(Node node, double[] levels, int steps, double target) {
        double[] level = levels.clone();
        for (int j = 0; j < level.length; j++) {
            level[j] = Math.max(level[j], node.performances()[j]);
        }
        double last = solve(node, level);
        Bound best = new Bound(last, level.clone());
        double pace = 1;
        int idle = 0;
        for (int step = 0; step < steps && best.value() > target && idle < 2 * PATIENCE; step++) {
            double length = slope(node, level);
            if (length == 0) {
                break;
            }
            move(node, level, pace * Math.max(last - target, PROGRESS) / length);
            last = solve(node, level);
            if (last < best.value() - PROGRESS) {
                best = new Bound(last, level.clone());
                idle = 0;
            } else if (++idle % PATIENCE == 0) {
                pace /= 2;
            }
        }
        return best;
    }

    private void move(Node node, double[] level, double stride) {
        for (int j = 0; j < level.length; j++) {
            if (surrogate.share(j) > 0) {
                double moved = level[j] - stride * cover[j] / surrogate.share(j);
                level[j] = Math.min(1, Math.max(node.performances()[j], moved));
            }
        }
    }

    /** Fills {@link #taken} with the fractional knapsack at these levels and returns the bound. */
    private double solve(Node node, double[] level) {
        int count = 0;
        for (int i = node.open().nextSetBit(0); i >= 0; i = node.open().nextSetBit(i + 1)) {
            profit[i] = surrogate.gain(level, i);
            density[i] = profit[i] / surrogate.memory(i);
            taken[i] = 0;
            int place = count++;
            while (place > 0 && density[order[place - 1]] < density[i]) {
                order[place] = order[place - 1];
                place--;
            }
            order[place] = i;
        }
        double bound = surrogate.value(level);
        double left = node.free();
        for (int place = 0; place < count && left > 0; place++) {
            int i = order[place];
            taken[i] = profit[i] > 0 ? Math.min(1, left / surrogate.memory(i)) : 0;
            bound += taken[i] * profit[i];
            left -= taken[i] * surrogate.memory(i);
        }
        return bound;
    }

    /** Fills {@link #cover} with the subgradient, 1 - what is taken of sources above the level; returns its square. */
    private double slope(Node node, double[] level) {
        for (int j = 0; j < cover.length; j++) {
            cover[j] = 1;
        }
        for (int i = node.open().nextSetBit(0); i >= 0; i = node.open().nextSetBit(i + 1)) {
            for (int j = 0; taken[i] > 0 && j < cover.length; j++) {
                cover[j] -= surrogate.link(i, j) > level[j] ? taken[i] : 0;
            }
        }
        double square = 0;
        for (int j = 0; j < cover.length; j++) {
            boolean stuck = cover[j] > 0 && level[j] <= node.performances()[j] || surrogate.share(j) == 0;
            cover[j] = stuck ? 0 : cover[j];
            square += cover[j] * cover[j];
        }
        return square;
    }

    private BitSet rounded(Node node) {
        var rounded = new BitSet();
        long left = node.free();
        int count = node.open().cardinality();
        for (int place = 0; place < count; place++) {
            if (surrogate.memory(order[place]) <= left) {
                rounded.set(order[place]);
                left -= surrogate.memory(order[place]);
            }
        }
        return rounded;
    }

    private int critical(Node node) {
        int best = -1;
        double most = -1;
        for (int i = node.open().nextSetBit(0); i >= 0; i = node.open().nextSetBit(i + 1)) {
            if (taken[i] > 0 && taken[i] < 1) {
                return i;
            }
            double gain = surrogate.gain(node.performances(), i);
            best = gain > most ? i : best;
            most = Math.max(most, gain);
        }
        return best;
    }
}
