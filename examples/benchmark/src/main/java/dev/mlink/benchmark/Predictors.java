package dev.mlink.benchmark;

import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toCollection;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** {@code benchmark predictors}: times answers with JMH; the exit status says whether every goal holds. */
final class Predictors {
    private static final int ITERATIONS = 5;
    private static final TimeValue ITERATION = TimeValue.seconds(2);

    private Predictors() {}

    public static void main(String... arguments) throws RunnerException {
        Collection<RunResult> results = run();
        PredictorsReport report = new PredictorsReport(figures(results, "mlink"), figures(results, "djl"));
        report.table().forEach(System.out::println);
        List<String> wrong = report.wrong();
        wrong.forEach(sentence -> System.out.println("WRONG: " + sentence));
        System.exit(wrong.isEmpty() ? 0 : 1);
    }

    private static Collection<RunResult> run() throws RunnerException {
        return new Runner(new OptionsBuilder()
                        .include(PredictorBenchmark.class.getSimpleName())
                        .mode(Mode.SampleTime)
                        .mode(Mode.AverageTime)
                        .timeUnit(TimeUnit.MICROSECONDS)
                        .threads(1)
                        .forks(1)
                        .warmupIterations(ITERATIONS)
                        .warmupTime(ITERATION)
                        .measurementIterations(ITERATIONS)
                        .measurementTime(ITERATION)
                        .addProfiler(GCProfiler.class)
                        .jvmArgsAppend(
                                "-Dai.djl.offline=true",
                                "-Dai.djl.pytorch.num_threads=1",
                                "-Dai.djl.pytorch.num_interop_threads=1")
                        .build())
                .run();
    }

    private static SortedMap<Network, Figure> figures(Collection<RunResult> results, String opponent) {
        return results.stream()
                .filter(result -> result.getParams().getBenchmark().endsWith("." + opponent))
                .collect(groupingBy(
                        result -> Network.valueOf(result.getParams().getParam("network")),
                        TreeMap::new,
                        collectingAndThen(toCollection(ArrayList::new), Figure::of)));
    }
}
