package dev.mlink.runtime.prediction;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What the joint network's first layer adds before it reads anything: its bias, and for each model that it reads a row that
 * says that this one is active.
 *
 * @param bias [H]
 * @param present by source, [H] each
 */
record FirstBias(float[] bias, List<float[]> present) {
    FirstBias {
        present = List.copyOf(present);
    }

    /** With every source. */
    float[] all() {
        return of(IntStream.range(0, present.size()).toArray());
    }

    /** With the sources at these positions. */
    float[] of(int[] positions) {
        float[] sum = bias.clone();
        for (int position : positions) {
            float[] row = present.get(position);
            for (int unit = 0; unit < sum.length; unit++) {
                sum[unit] += row[unit];
            }
        }
        return sum;
    }

    /** For a network that reads only those. */
    FirstBias only(int[] positions) {
        return new FirstBias(
                bias, IntStream.of(positions).mapToObj(present::get).toList());
    }
}
