package dev.mlink.runtime.evaluation;

import dev.mlink.runtime.evaluation.Split.Part;
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
     * @param audit which of them were chosen at random
     * @param learnedUntil when the newest sample arrived that fitted or chose anything in the old training
     */
    public static Optional<Succession> of(long[] times, boolean[] audit, long learnedUntil) {
        Split split = Split.succeeding(audit);
        Part trial = new Part(split.probation().rows().stream()
                .filter(row -> times[row] > learnedUntil)
                .toList());
        return trial.size() < FEWEST_SAMPLES ? Optional.empty() : Optional.of(new Succession(split, trial));
    }
}
