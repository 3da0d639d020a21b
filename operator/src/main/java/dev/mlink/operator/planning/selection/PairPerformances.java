package dev.mlink.operator.planning.selection;

import java.util.Map;
import java.util.stream.Collectors;

/**
 * How well each link alone predicts its target, p(g_ij), on the samples that a choice may look at.
 *
 * @param links source -> target -> performance in [0,1]; a pair without a link is absent
 * @param priors target -> performance of its best constant answer in [0,1]
 */
public record PairPerformances(Map<String, Map<String, Double>> links, Map<String, Double> priors) {

    public PairPerformances {
        links = links.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, e -> Map.copyOf(e.getValue())));
        priors = Map.copyOf(priors);
        links.forEach(
                (source, targets) -> targets.forEach((target, p) -> check("link " + source + " -> " + target, p)));
        priors.forEach((target, p) -> check("prior of " + target, p));
    }

    /** p(g_ij); a pair without a link counts as the target's prior, since that constant could always answer instead. */
    public double of(String source, String target) {
        Double link = links.getOrDefault(source, Map.of()).get(target);
        return link == null ? prior(target) : link;
    }

    /** The performance of the target's best constant; 0, the least there is, while none is known. */
    public double prior(String target) {
        return priors.getOrDefault(target, 0.0);
    }

    private static void check(String what, double performance) {
        if (!(performance >= 0 && performance <= 1)) {
            throw new IllegalArgumentException(
                    what + ": performance " + performance + "; give a fraction between 0 and 1");
        }
    }
}
