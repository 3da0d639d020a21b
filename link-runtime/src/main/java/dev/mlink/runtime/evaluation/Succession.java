package dev.mlink.runtime.evaluation;

import dev.mlink.runtime.evaluation.Split.Part;
import java.util.Arrays;
import java.util.Optional;

/**
 * How a training follows another one on a profile. The old predictors and the new ones are compared only on samples
 * that are newer than all that either learned or was chosen from, and figures come from samples that are newer still.
 *
 * @param split the parts of the profile
 * @param trial what decides between the two: the samples of the probation part that are newer than the old training
 */
public record Succession(Split split, Part trial) {
    /** As few as the smallest selection part: fewer decide at random. */
    public static final int FEWEST_SAMPLES = 6;

    /**
     * Empty when too few samples are newer than both: then the old training, had it a say or lent its weights, would be
     * judged by samples that it knows.
     *
     * @param times when each sample of the profile arrived, ascending, milliseconds since 1970
     * @param learnedUntil when the newest sample arrived that fitted or chose anything in the old training
     */
    public static Optional<Succession> of(long[] times, long learnedUntil) {
        Split split = Split.succeeding(times.length);
        int known =
                (int) Arrays.stream(times).filter(time -> time <= learnedUntil).count();
        int to = split.probation().to();
        Part trial = new Part(Math.min(to, Math.max(known, split.probation().from())), to);
        return trial.size() < FEWEST_SAMPLES ? Optional.empty() : Optional.of(new Succession(split, trial));
    }
}
