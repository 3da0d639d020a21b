package dev.mlink.benchmark;

import java.util.Collection;
import java.util.Locale;
import java.util.function.Predicate;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.util.Statistics;

/**
 * What one answer takes.
 *
 * @param p50 microseconds, the median
 * @param p99 microseconds
 * @param bytes allocated on the heap
 */
record Figure(double p50, double p99, double bytes) {
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    /**
     * @param results of one network and one opponent: times by sampling; bytes by averaging, which itself hardly
     *     allocates, while sampling keeps histograms
     */
    static Figure of(Collection<RunResult> results) {
        Statistics times =
                only(results, Mode.SampleTime::equals).getPrimaryResult().getStatistics();
        double bytes = only(results, Mode.AverageTime::equals)
                .getSecondaryResults()
                .get(ALLOCATED)
                .getScore();
        return new Figure(times.getPercentile(50), times.getPercentile(99), bytes);
    }

    private static RunResult only(Collection<RunResult> results, Predicate<Mode> wanted) {
        return results.stream()
                .filter(result -> wanted.test(result.getParams().getMode()))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%9.2f %9.2f %9.1f", p50, p99, bytes);
    }
}
