package dev.mlink.runtime.sampling;

import dev.mlink.runtime.store.Samples;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The samples of all pods as one: distinct, in time order. */
public final class MergedSamples {
    private static final long SEED = 0x6d4c696e6bL;
    private static final Comparator<Sample> BY_TIME = Comparator.comparingLong(Sample::time);

    private final SampleTable table = new SampleTable();

    /**
     * Joins what the pods kept. Samples that the newest one cannot be stacked with, because the group's inputs have
     * changed since, are left out. What one pod chose at random is an audit sample, whatever another pod made of it.
     */
    public List<Sample> merge(List<Samples> pods) {
        List<Sample> all = pods.stream()
                .flatMap(pod -> table.unstack(pod).stream())
                .sorted(BY_TIME)
                .toList();
        if (all.isEmpty()) {
            return List.of();
        }
        Sample newest = all.get(all.size() - 1);
        DistinctInputs seen = new DistinctInputs();
        List<Sample> distinct = new ArrayList<>();
        List<Sample> auditFirst = all.stream()
                .sorted(Comparator.comparing(Sample::audit).reversed())
                .toList();
        for (Sample sample : auditFirst) {
            InputDigest digest = InputDigest.of(sample, SEED);
            if (sample.form().equals(newest.form()) && !seen.contains(digest, sample)) {
                seen.add(digest, sample);
                distinct.add(sample);
            }
        }
        return distinct.stream().sorted(BY_TIME).toList();
    }
}
