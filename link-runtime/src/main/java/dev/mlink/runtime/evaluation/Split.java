package dev.mlink.runtime.evaluation;

/**
 * Samples in time order, cut in three: what fits, what chooses, what certifies. No sample is in two parts, and every
 * reported figure comes from samples newer than those that trained or chose anything.
 *
 * @param training what links, ensembles and priors are fitted on: the oldest 50 %
 * @param selection what chooses the checkpoint, the predictor and the activation set: the next 15 %
 * @param certification what every reported figure comes from: the newest 35 %
 */
public record Split(Part training, Part selection, Part certification) {

    /** Below this many samples a training is refused: a selection part of fewer than 6 chooses at random. */
    public static final int FEWEST_SAMPLES = 40;

    private static final double TRAINING_SHARE = .5;
    private static final double SELECTION_SHARE = .15;

    /** Consecutive samples, from inclusive, to exclusive. */
    public record Part(int from, int to) {
        public int size() {
            return to - from;
        }
    }

    /** Cuts a profile that may train: 250/75/175 of 500. */
    public static Split of(int samples) {
        int training = (int) Math.round(TRAINING_SHARE * samples);
        int selection = (int) Math.round(SELECTION_SHARE * samples);
        return cut(0, training, selection, samples);
    }

    /**
     * Cuts what is left of a profile that did not train anything: samples before {@code from} may have been seen by the
     * training and are in no part; the rest chooses and certifies in the same proportion as after a training.
     */
    public static Split unseen(int from, int samples) {
        double share = SELECTION_SHARE / (1 - TRAINING_SHARE);
        return cut(from, 0, (int) Math.round(share * (samples - from)), samples);
    }

    private static Split cut(int from, int training, int selection, int samples) {
        int chosen = from + training;
        int certified = chosen + selection;
        return new Split(new Part(from, chosen), new Part(chosen, certified), new Part(certified, samples));
    }
}
