package dev.mlink.runtime.evaluation;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether predictors do worse on newer audit samples than on those that certified them. One permutation test per target,
 * Holm's correction over the targets: as long as nothing has changed, some target is said to have drifted in at most one
 * of a hundred tests. That holds for exchangeable samples; audit samples of one pod are a random choice, but a stream that
 * hardly changes from one to the next makes them more alike than that.
 */
final class DriftTest {
    static final double ERROR_RATE = .01;
    private static final long SEED = 20_220_914;

    /**
     * Scores of the same predictor.
     *
     * @param certified on the samples that certified it
     * @param audited on audit samples that are newer than all that its training saw
     */
    record Scores(Metric metric, double[] certified, double[] audited) {}

    /** One verdict for each target, by name. */
    List<TargetDrift> test(Map<String, Scores> scores) {
        PermutationTest permutation = new PermutationTest(SEED);
        Map<String, Double> pValues = scores.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        target -> permutation.pValue(
                                target.getValue().certified(), target.getValue().audited())));
        Set<String> drifted = drifted(pValues);
        return scores.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(target -> new TargetDrift(
                        target.getKey(),
                        estimate(target.getValue().metric(), target.getValue().certified()),
                        estimate(target.getValue().metric(), target.getValue().audited()),
                        pValues.get(target.getKey()),
                        drifted.contains(target.getKey())))
                .toList();
    }

    /** Holm: the smallest first, each against what is left of the rate. */
    static Set<String> drifted(Map<String, Double> pValues) {
        Set<String> drifted = new HashSet<>();
        List<Map.Entry<String, Double>> ascending = pValues.entrySet().stream()
                .sorted(Comparator.comparingDouble(Map.Entry::getValue))
                .toList();
        for (Map.Entry<String, Double> target : ascending) {
            if (target.getValue() > ERROR_RATE / (pValues.size() - drifted.size())) {
                return drifted;
            }
            drifted.add(target.getKey());
        }
        return drifted;
    }

    private static Estimate estimate(Metric metric, double[] scores) {
        return new Estimation(scores.length).estimate(metric, scores);
    }
}
