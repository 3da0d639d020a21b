package dev.mlink.runtime.sampling;

import dev.mlink.runtime.sampling.Reservoir.Fate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What one pod keeps: audit samples, chosen at random, and informative ones, of which predictions were less sure than of
 * most before them. Whether a sample is one of the first never depends on a prediction; whether it is one of the second
 * never depends on what comes later. Not for several threads.
 */
final class KeptSamples {
    private final Reservoir audit;
    private final Optional<Informative> informative;

    /** Those above the threshold, of which older ones fade just as those of the audit do. */
    private record Informative(Reservoir reservoir, UncertaintyRank rank, RateThreshold threshold) {

        boolean offer(Sample sample, Map<String, Double> uncertainties) {
            return !uncertainties.isEmpty()
                    && threshold.isAbove(rank.of(uncertainties))
                    && reservoir.offer(sample.informative()) == Fate.KEPT;
        }
    }

    /**
     * How a sample fared.
     *
     * @param audit as one chosen at random
     * @param informative kept because predictions were unsure of it
     */
    record Outcome(Fate audit, boolean informative) {
        boolean kept() {
            return audit == Fate.KEPT || informative;
        }
    }

    KeptSamples(SamplingRule rule, long seed) {
        this.audit = new Reservoir(rule.capacity(), rule.retention(), seed);
        this.informative = rule.informativeCapacity() == 0
                ? Optional.empty()
                : Optional.of(new Informative(
                        new Reservoir(rule.informativeCapacity(), rule.retention(), ~seed),
                        new UncertaintyRank(),
                        new RateThreshold(rule.informativeRate())));
    }

    Outcome offer(Candidate candidate) {
        Fate fate = audit.offer(candidate.sample());
        boolean telling = fate != Fate.MISFIT
                && informative
                        .filter(known -> known.offer(candidate.sample(), candidate.uncertainties()))
                        .isPresent();
        return new Outcome(fate, telling);
    }

    /** Takes back what an earlier life of the pod kept. */
    void restore(Sample sample) {
        if (sample.audit()) {
            audit.offer(sample);
        } else {
            informative.ifPresent(known -> known.reservoir().offer(sample));
        }
    }

    /** In time order; what was chosen at random is that and nothing else. */
    List<Sample> samples() {
        List<Sample> random = audit.samples();
        if (random.isEmpty()) {
            return random;
        }
        Stream<Sample> telling = informative.stream()
                .flatMap(known -> known.reservoir().samples().stream())
                .filter(sample -> !audit.contains(sample))
                .filter(sample -> sample.form().equals(random.get(0).form()));
        return Stream.concat(random.stream(), telling)
                .sorted(Comparator.comparingLong(Sample::time))
                .toList();
    }
}
