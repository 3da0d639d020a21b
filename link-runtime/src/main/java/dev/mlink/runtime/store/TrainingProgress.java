package dev.mlink.runtime.store;

import java.util.Map;

/**
 * How far an unfinished training has come.
 *
 * @param pieces those whose results are in the store, of all of its plan
 * @param epochs passes of single networks over the training part, of all that the plan comes to
 * @param underWay the same of each piece that is being done, by the target that it is about; the joint network's is empty
 */
public record TrainingProgress(Count pieces, Count epochs, Map<String, Count> underWay) {
    public TrainingProgress {
        underWay = Map.copyOf(underWay);
    }

    /** Some of all. */
    public record Count(long done, long all) {
        public static final Count NONE = new Count(0, 0);

        /** @throws NumberFormatException it is not what {@link #text} writes */
        static Count parse(String text) {
            int slash = text.indexOf('/');
            return new Count(
                    Long.parseLong(text.substring(0, Math.max(0, slash))), Long.parseLong(text.substring(slash + 1)));
        }

        String text() {
            return done + "/" + all;
        }
    }
}
