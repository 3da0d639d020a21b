package dev.mlink.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;

/**
 * What the timing of answers found, by network.
 *
 * @param mlink as the link-runtime answers
 * @param djl as the framework does
 */
record PredictorsReport(SortedMap<Network, Figure> mlink, SortedMap<Network, Figure> djl) {
    /** No object is smaller than 16 bytes; what is below one byte an answer is the profiler's own. */
    private static final double PROFILERS_OWN = 1;

    List<String> table() {
        List<String> lines = new ArrayList<>();
        lines.add(text("%-34s %7s | %-29s | %-29s", "", "", "MLink", "DJL"));
        String columns = text("%9s %9s %9s", "p50 us", "p99 us", "bytes");
        lines.add(text("%-34s %7s | %s | %s", "ONE ANSWER, ONE THREAD", "GOAL us", columns, columns));
        mlink.forEach((network, figure) -> lines.add(
                text("%-34s %7.0f | %s | %s", network.title(), network.microseconds(), figure, djl.get(network))));
        return lines;
    }

    /** A sentence for every goal that is missed. */
    List<String> wrong() {
        List<String> sentences = new ArrayList<>();
        mlink.forEach((network, figure) -> {
            if (figure.p50() > network.microseconds()) {
                sentences.add(text(
                        "the median answer of %s takes %.2f us; the goal is %.0f",
                        network.title(), figure.p50(), network.microseconds()));
            }
            if (figure.bytes() >= PROFILERS_OWN) {
                sentences.add(text(
                        "an answer of %s allocates %.1f bytes; the goal is none", network.title(), figure.bytes()));
            }
        });
        return sentences;
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
