package dev.mlink.runtime.profiling;

import dev.mlink.runtime.sampling.Sample;
import java.util.List;

/**
 * Which samples a profile is of.
 *
 * @param profile its name
 * @param most how many samples at most
 * @param after once enough samples are newer than this, none that is older; milliseconds since 1970
 */
public record FreezeRequest(String profile, int most, long after) {
    /** With fewer, no disagreement of 8 % can be certified; then older samples are better than none. */
    static final int FEWEST_RECENT = 118;

    /** What is left of the kept samples to choose from. */
    List<Sample> recent(List<Sample> kept) {
        List<Sample> recent =
                kept.stream().filter(sample -> sample.time() > after).toList();
        return recent.size() < FEWEST_RECENT ? kept : recent;
    }
}
