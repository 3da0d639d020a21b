package dev.mlink.benchmark.selection;

import dev.mlink.operator.planning.selection.SelectionProblem;
import dev.mlink.operator.planning.selection.SelectionStrategy;
import dev.mlink.operator.planning.selection.SetOracle;
import java.util.Arrays;
import java.util.function.LongFunction;

/** How long a choice takes, bound and reasons included, once the code is warm. */
record Timing(int warmUps, int instances) {

    private static final double NANOS_PER_MILLI = 1e6;

    /** The median and the most, in milliseconds. */
    record Millis(double median, double most) {}

    Millis of(SelectionStrategy strategy, LongFunction<Instance> made) {
        var millis = new double[instances];
        for (int seed = -warmUps; seed < instances; seed++) {
            Instance instance = made.apply(seed);
            SelectionProblem problem = instance.problem();
            SetOracle oracle = instance.oracle();
            long begin = System.nanoTime();
            strategy.select(problem, oracle);
            if (seed >= 0) {
                millis[seed] = (System.nanoTime() - begin) / NANOS_PER_MILLI;
            }
        }
        Arrays.sort(millis);
        return new Millis(millis[instances / 2], millis[instances - 1]);
    }
}
