package dev.mlink.benchmark.dataplane;

import static dev.mlink.benchmark.dataplane.Trial.BARE;
import static dev.mlink.benchmark.dataplane.Trial.DIRECT;
import static dev.mlink.benchmark.dataplane.Trial.RUNTIME;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What passing on costs, beside the goals of a proxy that is not there.
 *
 * @param sizes trials by the size of their requests, in bytes
 * @param slow with a model of ten milliseconds
 */
record OverheadReport(Map<Integer, Trial> sizes, Trial slow) {
    static final int SMALL = 1 << 10;
    static final int MEDIUM = 64 << 10;
    static final int LARGE = 600 << 10;

    /** A figure, its goal, and whether it is met by the median. */
    private record Goal(String name, Paired figure, String goal, Predicate<Paired> met) {}

    List<String> table() {
        List<String> lines = new ArrayList<>();
        lines.add(text("%-18s %-14s %9s %9s | %9s %9s %9s", "", "", "1 IN", "FLIGHT", "MANY", "", ""));
        lines.add(text(
                "%-18s %-14s %9s %9s | %9s %9s %9s",
                "REQUESTS", "PEER", "p50 ms", "p99 ms", "p99 ms", "per s", "CPU us"));
        sizes.values().forEach(trial -> peers(trial, lines));
        peers(slow, lines);
        lines.add("");
        lines.add("PAIRED, by round: median [95 % interval]");
        goals().forEach(goal -> lines.add(text("%-72s %-28s goal %s", goal.name(), goal.figure(), goal.goal())));
        return lines;
    }

    /** A sentence for every goal that is missed. */
    List<String> wrong() {
        return goals().stream()
                .filter(goal -> !goal.met().test(goal.figure()))
                .map(goal -> goal.name() + " is " + goal.figure() + "; the goal is " + goal.goal())
                .toList();
    }

    private static void peers(Trial trial, List<String> lines) {
        for (String peer : trial.peers()) {
            lines.add(text(
                    "%-18s %-14s %9.3f %9.3f | %9.3f %9.0f %9.1f",
                    trial.name() + ", " + trial.inFlight(),
                    peer,
                    trial.median(peer, sample -> sample.alone().p50()),
                    trial.median(peer, sample -> sample.alone().p99()),
                    trial.median(peer, sample -> sample.busy().p99()),
                    trial.median(peer, sample -> sample.busy().perSecond()),
                    trial.median(peer, Sample::cpuMicros)));
        }
    }

    private List<Goal> goals() {
        List<Goal> goals = new ArrayList<>();
        goals.add(latency(SMALL, .15));
        goals.add(latency(LARGE, .5));
        sizes.values().forEach(trial -> goals.add(throughput(trial, BARE, .85)));
        goals.add(new Goal(
                "CPU per request over the bare proxy's, " + sizes.get(SMALL).name(),
                sizes.get(SMALL).ratio(RUNTIME, BARE, Sample::cpuMicros),
                "<= 1.3",
                figure -> figure.median() <= 1.3));
        goals.add(throughput(slow, DIRECT, .95));
        return goals;
    }

    private Goal latency(int size, double most) {
        return new Goal(
                "p50 over the bare proxy's, ms, " + sizes.get(size).name() + ", 1 in flight",
                sizes.get(size)
                        .difference(RUNTIME, BARE, sample -> sample.alone().p50()),
                "<= " + most,
                figure -> figure.median() <= most);
    }

    private static Goal throughput(Trial trial, String other, double least) {
        return new Goal(
                "requests per second over " + other + "'s, " + trial.name() + ", " + trial.inFlight() + " in flight",
                trial.ratio(RUNTIME, other, sample -> sample.busy().perSecond()),
                ">= " + least,
                figure -> figure.median() >= least);
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
