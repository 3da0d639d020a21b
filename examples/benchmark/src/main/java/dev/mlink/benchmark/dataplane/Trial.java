package dev.mlink.benchmark.dataplane;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.apache.commons.statistics.descriptive.Median;

/**
 * All rounds of one kind of request.
 *
 * @param name what the requests are
 * @param inFlight how many were under way where it was busy
 * @param rounds by peer; every round has all of them, one after another
 */
record Trial(String name, int inFlight, List<Map<String, Sample>> rounds) {
    static final String DIRECT = "direct";
    static final String BARE = "bare proxy";
    static final String RUNTIME = "link-runtime";
    static final String PARSING = "parsing proxy";

    List<String> peers() {
        return new ArrayList<>(rounds.get(0).keySet());
    }

    /** The median of a figure over the rounds. */
    double median(String peer, ToDoubleFunction<Sample> figure) {
        return Median.withDefaults().evaluate(figures(peer, figure));
    }

    /** By how much a peer's figure is greater than another's. */
    Paired difference(String peer, String other, ToDoubleFunction<Sample> figure) {
        return paired(peer, other, figure, true);
    }

    /** How many times as great as another's a peer's figure is. */
    Paired ratio(String peer, String other, ToDoubleFunction<Sample> figure) {
        return paired(peer, other, figure, false);
    }

    private Paired paired(String peer, String other, ToDoubleFunction<Sample> figure, boolean difference) {
        double[] ours = figures(peer, figure);
        double[] theirs = figures(other, figure);
        double[] paired = new double[ours.length];
        for (int i = 0; i < paired.length; i++) {
            paired[i] = difference ? ours[i] - theirs[i] : ours[i] / theirs[i];
        }
        return Paired.of(paired);
    }

    private double[] figures(String peer, ToDoubleFunction<Sample> figure) {
        return rounds.stream()
                .mapToDouble(round -> figure.applyAsDouble(round.get(peer)))
                .toArray();
    }
}
