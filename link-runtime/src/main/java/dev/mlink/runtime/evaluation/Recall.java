package dev.mlink.runtime.evaluation;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Which exact output of a stream serving has. A model that stays predicted is executed on profiles only, one each
 * interval, so that at a random moment the last profile is uniformly between 0 and an interval old. Each sample draws
 * such an age, always the same, and is given the newest output of its stream that is at least as old.
 *
 * @param interval between two profiles; zero where it is not known, and then nothing is recalled
 */
public record Recall(Duration interval) {
    /** In intervals: a profile and a training take their time, and a stream has no sample at its very end. */
    private static final double LONGEST = 1.5;

    /** Milliseconds; an older output is not used. */
    public long longestAge() {
        return (long) (LONGEST * interval.toMillis());
    }

    /**
     * What would have been known of some samples; never anything of another stream, or of a later sample.
     *
     * @param history in time order, these samples perhaps among them
     */
    Recollection of(Observations samples, Observations history) {
        Recollection recollection = Recollection.none(samples.size());
        if (interval.toMillis() < 1) {
            return recollection;
        }
        Map<String, NavigableMap<Long, Integer>> streams = byStream(history);
        int[] rows = recollection.rows();
        long[] ages = recollection.ages();
        for (int sample = 0; sample < rows.length; sample++) {
            long time = samples.times()[sample];
            String stream = samples.streams().get(sample);
            NavigableMap<Long, Integer> known = streams.getOrDefault(stream, new TreeMap<>());
            Optional<Map.Entry<Long, Integer>> found = Optional.ofNullable(known.floorEntry(time - age(time, stream)))
                    .filter(older -> time - older.getKey() <= longestAge());
            if (found.isPresent()) {
                rows[sample] = found.get().getValue();
                ages[sample] = time - found.get().getKey();
            }
        }
        return new Recollection(history, rows, ages);
    }

    /** Uniform in (0, interval]. */
    private long age(long time, String stream) {
        return 1 + new SplittableRandom(31 * time + stream.hashCode()).nextLong(interval.toMillis());
    }

    private static Map<String, NavigableMap<Long, Integer>> byStream(Observations history) {
        Map<String, NavigableMap<Long, Integer>> streams = new HashMap<>();
        for (int row = 0; row < history.size(); row++) {
            String stream = history.streams().get(row);
            if (!stream.isEmpty()) {
                streams.computeIfAbsent(stream, first -> new TreeMap<>()).put(history.times()[row], row);
            }
        }
        return streams;
    }
}
