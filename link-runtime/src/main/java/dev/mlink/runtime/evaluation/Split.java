package dev.mlink.runtime.evaluation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Samples in time order, cut in three: what fits, what chooses, what certifies. No sample is in two parts, and every
 * reported figure comes from samples newer than those that trained or chose anything. What chooses and certifies was
 * chosen at random; samples that were kept because predictions were unsure of them only fit, and only where they are older
 * than all that choose and certify. Those that are newer are in no part.
 *
 * <p>A training that follows another gives the older 40 % of what would certify to a fourth part, between the two last:
 * there retrained predictors are measured against those in force. What decides which of two serves must not report how
 * well it does.
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

    /** Samples by their position in time order. */
    public record Part(List<Integer> rows) {
        public Part {
            rows = List.copyOf(rows);
        }

        /** Consecutive samples, from inclusive, to exclusive. */
        public static Part of(int from, int to) {
            return new Part(IntStream.range(from, to).boxed().toList());
        }

        public int size() {
            return rows.size();
        }
    }

    /**
     * Cuts a profile that may train: 250/75/175 of 500.
     *
     * @param audit which samples were chosen at random, in time order
     */
    public static Split of(boolean[] audit) {
        return cut(audit, 0);
    }

    /**
     * Cuts a profile whose training follows another: 250/75/70/105 of 500.
     *
     * @param audit which samples were chosen at random, in time order
     */
    public static Split succeeding(boolean[] audit) {
        return cut(audit, PROBATION_SHARE);
    }

    /**
     * Cuts what is left of a profile that did not train anything: samples before {@code from} may have been seen by the
     * training and are in no part; the rest chooses and certifies in the same proportion as after a training.
     *
     * @param audit which samples were chosen at random, in time order
     */
    public static Split unseen(int from, boolean[] audit) {
        List<Integer> random = random(audit, from);
        double share = SELECTION_SHARE / (1 - TRAINING_SHARE);
        int selection = share(share, random.size());
        return new Split(
                new Part(List.of()),
                new Part(random.subList(0, selection)),
                new Part(List.of()),
                new Part(random.subList(selection, random.size())));
    }

    /** What chooses and what certifies, as one part. */
    public Part held() {
        List<Integer> held = new ArrayList<>(selection.rows());
        held.addAll(certification.rows());
        return new Part(held);
    }

    /** The position of the newest sample that fitted or chose anything; -1 when none did. */
    public int learnedUntil() {
        List<Integer> learned = new ArrayList<>(training.rows());
        learned.addAll(selection.rows());
        learned.addAll(probation.rows());
        return learned.isEmpty() ? -1 : Collections.max(learned);
    }

    private static Split cut(boolean[] audit, double probationShare) {
        List<Integer> random = random(audit, 0);
        int held = Math.min(audit.length - share(TRAINING_SHARE, audit.length), random.size());
        List<Integer> newest = random.subList(random.size() - held, random.size());
        int tried = Math.min(share(SELECTION_SHARE, audit.length), held);
        int certified = Math.min(tried + share(probationShare, audit.length), held);
        return new Split(
                Part.of(0, newest.isEmpty() ? audit.length : newest.get(0)),
                new Part(newest.subList(0, tried)),
                new Part(newest.subList(tried, certified)),
                new Part(newest.subList(certified, held)));
    }

    private static int share(double share, int samples) {
        return (int) Math.round(share * samples);
    }

    private static List<Integer> random(boolean[] audit, int from) {
        return IntStream.range(from, audit.length)
                .filter(row -> audit[row])
                .boxed()
                .toList();
    }
}
