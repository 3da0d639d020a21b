package dev.mlink.runtime.evaluation;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * For some samples, the last exact outputs of their streams that serving would have had.
 *
 * @param history where those outputs are
 * @param rows for each sample the position in the history of an older one of its stream; {@link #NONE} where none is known
 * @param ages milliseconds between the two; 0 where none is known
 */
record Recollection(Observations history, int[] rows, long[] ages) {
    static final int NONE = -1;

    /** Nothing is known. */
    static Recollection none(int samples) {
        int[] rows = new int[samples];
        Arrays.fill(rows, NONE);
        return new Recollection(Observations.of(new long[0], Map.of()), rows, new long[samples]);
    }

    /** The samples of which something is known, ascending. */
    int[] known() {
        return IntStream.range(0, rows.length)
                .filter(sample -> rows[sample] != NONE)
                .toArray();
    }

    /** What the target answered to the older sample, which is known. */
    float[] output(String target, int sample) {
        return history.of(target)[rows[sample]];
    }
}
