package dev.mlink.benchmark;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** {@code benchmark sharing}: times with JMH what sharing adds to a request; JMH prints the table. */
final class Sharing {
    private static final int ITERATIONS = 3;
    private static final TimeValue ITERATION = TimeValue.seconds(1);

    private Sharing() {}

    public static void main(String... arguments) throws RunnerException {
        new Runner(new OptionsBuilder()
                        .include(SharingBenchmark.class.getSimpleName())
                        .mode(Mode.AverageTime)
                        .timeUnit(TimeUnit.MICROSECONDS)
                        .threads(1)
                        .forks(1)
                        .warmupIterations(ITERATIONS)
                        .warmupTime(ITERATION)
                        .measurementIterations(ITERATIONS)
                        .measurementTime(ITERATION)
                        .build())
                .run();
    }
}
