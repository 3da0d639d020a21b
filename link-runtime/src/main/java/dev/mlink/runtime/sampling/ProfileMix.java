package dev.mlink.runtime.sampling;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which of the kept samples make a profile. Its newer half are audit samples, since they choose and certify; informative
 * ones only fit, so only those are taken that are older than that half.
 *
 * @param most how many samples a profile has
 * @param informativeShare share of them that are informative, where there are as many
 */
public record ProfileMix(int most, double informativeShare) {

    /**
     * The newest that fit into the mix.
     *
     * @param kept distinct, in time order
     * @return in time order
     */
    public List<Sample> choose(List<Sample> kept) {
        List<Sample> audit = kept.stream().filter(Sample::audit).toList();
        int size = Math.min(most, kept.size());
        List<Sample> held = newest(audit, size - size / 2);
        if (held.isEmpty()) {
            return List.of();
        }
        List<Sample> informative = newest(
                kept.stream()
                        .filter(sample ->
                                !sample.audit() && sample.time() < held.get(0).time())
                        .toList(),
                (int) (informativeShare * size));
        return Stream.concat(newest(audit, size - informative.size()).stream(), informative.stream())
                .sorted(Comparator.comparingLong(Sample::time))
                .toList();
    }

    private static List<Sample> newest(List<Sample> samples, int most) {
        return samples.subList(Math.max(0, samples.size() - most), samples.size());
    }
}
