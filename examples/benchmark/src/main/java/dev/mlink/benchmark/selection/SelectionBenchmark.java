package dev.mlink.benchmark.selection;

import dev.mlink.operator.planning.selection.Exact;
import dev.mlink.operator.planning.selection.Greedy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

/** {@code benchmark selection}: the exit status says whether every goal holds. */
final class SelectionBenchmark {

    private SelectionBenchmark() {}

    public static void main(String... arguments) {
        SelectionReport report = List.of(arguments).contains("--short")
                ? report(20, 5, new Timing(2, 3))
                : report(1500, 100, new Timing(30, 51));
        report.table().forEach(System.out::println);
        List<String> wrong = report.wrong();
        wrong.forEach(sentence -> System.out.println("WRONG: " + sentence));
        System.exit(wrong.isEmpty() ? 0 : 1);
    }

    /**
     * @param small instances of 10 models, of each law
     * @param large instances of 20 and of 30 models, of each kind
     */
    static SelectionReport report(int small, int large, Timing timing) {
        Map<String, Map<String, Ratios>> quality = new LinkedHashMap<>();
        LongFunction<Instance> clusters = seed -> new Instances(seed).clustered(30);
        Quality few = new Quality(small);
        Quality many = new Quality(large);
        quality.put("10 models, normal", few.of(seed -> new Instances(seed).normal(10)));
        quality.put("10 models, beta", few.of(seed -> new Instances(seed).beta(10)));
        quality.put("20 models, normal", many.of(seed -> new Instances(seed).normal(20)));
        quality.put("20 models, beta", many.of(seed -> new Instances(seed).beta(20)));
        quality.put("30 models in clusters", many.of(clusters));
        return new SelectionReport(
                quality,
                timing.of(new Greedy(), seed -> new Instances(seed).clustered(100)),
                timing.of(new Exact(), clusters));
    }
}
