package dev.mlink.runtime.evaluation;

/**
 * Samples in time order, cut in three: what fits, what chooses, what certifies. No sample is in two parts, and every
 * reported figure comes from samples newer than those that trained or chose anything. A training that follows another
 * gives the older 40 % of what would certify to a fourth part, between the two last: there retrained predictors are
 * measured against those in force. What decides which of two serves must not report how well it does.
 *
 * @param training what links, ensembles and priors are fitted on: the oldest 50 %
 * @param selection what chooses the checkpoint, the predictor and the activation set: the next 15 %
 * @param probation what decides between a retrained predictor and the one in force: empty, or the next 14 %
 * @param certification what every reported figure comes from: the newest 35 %, or 21 %
 */
public record Split(Part training, Part selection, Part probation, Part certification) {

    /** Below this many samples a training is refused: a selection part of fewer than 6 chooses at random. */
    public static final int FEWEST_SAMPLES = 40;

    private static final double TRAINING_SHARE = .5;
    private static final double SELECTION_SHARE = .15;
    private static final double PROBATION_SHARE = .14;

    /** Consecutive samples, from inclusive, to exclusive. */
    public record Part(int from, int to) {
        public int size() {
            return to - from;
        }
    }

    /** Cuts a profile that may train: 250/75/175 of 500. */
    public static Split of(int samples) {
        return cut(0, share(TRAINING_SHARE, samples), share(SELECTION_SHARE, samples), 0, samples);
    }

    /** Cuts a profile whose training follows another: 250/75/70/105 of 500. */
    public static Split succeeding(int samples) {
        return cut(
                0,
                share(TRAINING_SHARE, samples),
                share(SELECTION_SHARE, samples),
                share(PROBATION_SHARE, samples),
                samples);
    }

    /**
     * Cuts what is left of a profile that did not train anything: samples before {@code from} may have been seen by the
     * training and are in no part; the rest chooses and certifies in the same proportion as after a training.
     */
    public static Split unseen(int from, int samples) {
        double share = SELECTION_SHARE / (1 - TRAINING_SHARE);
        return cut(from, 0, share(share, samples - from), 0, samples);
    }

    private static int share(double share, int samples) {
        return (int) Math.round(share * samples);
    }

    private static Split cut(int from, int training, int selection, int probation, int samples) {
        int chosen = from + training;
        int tried = chosen + selection;
        int certified = tried + probation;
        return new Split(
                new Part(from, chosen),
                new Part(chosen, tried),
                new Part(tried, certified),
                new Part(certified, samples));
    }
}
