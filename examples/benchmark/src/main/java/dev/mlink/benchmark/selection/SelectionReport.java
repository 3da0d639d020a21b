package dev.mlink.benchmark.selection;

import dev.mlink.benchmark.selection.Timing.Millis;
import dev.mlink.operator.planning.selection.Strategy;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What was found.
 *
 * @param quality by kind of instance, by strategy
 * @param greedy of a hundred models
 * @param exact of thirty models in clusters
 */
record SelectionReport(Map<String, Map<String, Ratios>> quality, Millis greedy, Millis exact) {

    private static final double LEAST_OF_AUTO = .99;
    private static final double GREEDY_MILLIS = 50;
    private static final double EXACT_MILLIS = 1000;

    List<String> table() {
        var lines = new ArrayList<String>();
        quality.forEach((kind, strategies) -> {
            lines.add(text("%-42s %7s %7s %7s %7s", "F / BEST F, " + kind, "MEAN", "P5", "MIN", "EXACT"));
            strategies.forEach((strategy, r) -> lines.add(text(
                    "%-42s %7.4f %7.4f %7.4f %6.0f%%", strategy, r.mean(), r.fifth(), r.least(), 100 * r.exact())));
            lines.add("");
        });
        lines.add(text("%-42s %7s %7s %7s", "MILLISECONDS", "GOAL", "MEDIAN", "MAX"));
        lines.add(text("%-42s %7.0f %7.1f %7.1f", "Greedy, 100 models", GREEDY_MILLIS, greedy.median(), greedy.most()));
        lines.add(text(
                "%-42s %7.0f %7.1f %7.1f", "Exact, 30 models in clusters", EXACT_MILLIS, exact.median(), exact.most()));
        return lines;
    }

    /** A sentence for every goal that is missed. */
    List<String> wrong() {
        var sentences = new ArrayList<String>();
        quality.forEach((kind, strategies) -> {
            double least = strategies.get(Quality.name(Strategy.AUTO)).least();
            if (least < LEAST_OF_AUTO) {
                sentences.add(text("Auto falls to %.4f on %s; the goal is %.2f", least, kind, LEAST_OF_AUTO));
            }
        });
        if (greedy.median() > GREEDY_MILLIS) {
            sentences.add(text("Greedy takes %.1f ms on 100 models; the goal is %.0f", greedy.median(), GREEDY_MILLIS));
        }
        if (exact.median() > EXACT_MILLIS) {
            sentences.add(text("Exact takes %.1f ms on 30 models; the goal is %.0f", exact.median(), EXACT_MILLIS));
        }
        return sentences;
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
