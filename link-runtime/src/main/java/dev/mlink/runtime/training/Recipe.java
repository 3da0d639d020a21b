package dev.mlink.runtime.training;

import ai.djl.training.tracker.CosineTracker;
import ai.djl.training.tracker.Tracker;
import dev.mlink.admin.v1alpha1.LinkTraining;
import java.util.Map;

/**
 * How one network is trained.
 *
 * @param epochs passes over the training part, 1 to 100,000
 * @param batchSize samples in a step, at least 1
 * @param learningRate above 0, at most 1
 * @param optimizer the rule of a step
 * @param dropout share of hidden units left out in a step, 0 to below 1
 * @param weightDecay share of the weights that is added to their gradient, 0 to 1; not for RMSprop
 * @param repeats trainings from different seeds, of which the best counts, 1 to 10
 * @param decaying whether the rate falls to zero along a cosine; not for RMSprop
 * @param hidden hidden units, 1 to 4096; 0 stands for max(32, 2 * out), since twice the outputs starves scalars, and for
 *     64 where a text is the target
 * @param fineTuning how a training goes that begins with learned weights
 */
record Recipe(
        int epochs,
        int batchSize,
        double learningRate,
        Rule optimizer,
        double dropout,
        double weightDecay,
        int repeats,
        boolean decaying,
        int hidden,
        FineTuning fineTuning) {
    private static final int MOST_REPEATS = 10;
    private static final int FEWEST_HIDDEN = 32;
    private static final int MOST_HIDDEN = 4096;
    private static final int MOST_EPOCHS = 100_000;

    private static final int FINE_TUNING_EPOCHS = 50;

    /** What a training does otherwise that begins with learned weights. */
    record FineTuning(int epochs, double learningRate) {}

    /** The rule by which a step follows the gradient. */
    enum Rule {
        RMSPROP("RMSprop"),
        ADAM("Adam"),
        SGD("SGD");

        private final String text;

        Rule(String text) {
            this.text = text;
        }

        private static Rule of(String field, String text) {
            for (Rule rule : values()) {
                if (rule.text.equals(text)) {
                    return rule;
                }
            }
            throw new IllegalArgumentException(field + " is '" + text + "'; write RMSprop, Adam or SGD");
        }
    }

    /**
     * Reads a recipe of a plan.
     *
     * @param field where it stands, for errors
     * @throws IllegalArgumentException naming the field, its value and what to write instead
     */
    static Recipe of(String field, LinkTraining training) {
        int epochs = training.getEpochs();
        require(epochs >= 1 && epochs <= MOST_EPOCHS, field + ".epochs", epochs, "1 to " + MOST_EPOCHS);
        require(training.getBatchSize() >= 1, field + ".batchSize", training.getBatchSize(), "1 or more, such as 32");
        double rate = training.getLearningRate();
        require(rate > 0 && rate <= 1, field + ".learningRate", rate, "a number above 0 up to 1, such as 0.01");
        double dropout = training.getDropout();
        require(dropout >= 0 && dropout < 1, field + ".dropout", dropout, "a number from 0 to below 1");
        int hidden = training.getHidden();
        require(hidden >= 0 && hidden <= MOST_HIDDEN, field + ".hidden", hidden, "1 to 4096, or 0 for the default");
        Rule rule = Rule.of(field + ".optimizer", training.getOptimizer());
        int repeats = Math.max(1, training.getRepeats());
        require(repeats <= MOST_REPEATS, field + ".repeats", repeats, "1 to " + MOST_REPEATS);
        double decay = training.getWeightDecay();
        require(decay >= 0 && decay <= 1, field + ".weightDecay", decay, "a number from 0 to 1, such as 0.001");
        FineTuning tuning = fineTuning(field + ".fineTuning", training.getFineTuning(), epochs, rate);
        return new Recipe(epochs, training.getBatchSize(), rate, rule, dropout, decay, repeats, false, hidden, tuning);
    }

    private static FineTuning fineTuning(
            String field, dev.mlink.admin.v1alpha1.FineTuning tuning, int epochs, double rate) {
        int tuned = tuning.getEpochs() == 0 ? Math.min(epochs, FINE_TUNING_EPOCHS) : tuning.getEpochs();
        require(tuned >= 1 && tuned <= MOST_EPOCHS, field + ".epochs", tuned, "1 to " + MOST_EPOCHS);
        double step = tuning.getLearningRate() == 0 ? rate : tuning.getLearningRate();
        require(step > 0 && step <= 1, field + ".learningRate", step, "a number above 0 up to 1, such as 0.01");
        return new FineTuning(tuned, step);
    }

    /** The same with a rate that falls to zero along a cosine. */
    Recipe withDecayingRate() {
        return new Recipe(
                epochs, batchSize, learningRate, optimizer, dropout, weightDecay, repeats, true, hidden, fineTuning);
    }

    /** The same for a training that begins with learned weights, once: others would begin with the same ones. */
    Recipe fineTuned() {
        return new Recipe(
                fineTuning.epochs(),
                batchSize,
                fineTuning.learningRate(),
                optimizer,
                dropout,
                weightDecay,
                1,
                decaying,
                hidden,
                fineTuning);
    }

    /** The same for one round of several groups. */
    Recipe forRound(int roundEpochs) {
        return new Recipe(
                roundEpochs, batchSize, learningRate, optimizer, dropout, weightDecay, 1, decaying, hidden, fineTuning);
    }

    /** The rate of each step. */
    Tracker rates(int stepsPerEpoch) {
        float rate = (float) learningRate;
        return decaying
                ? CosineTracker.builder()
                        .setBaseValue(rate)
                        .optFinalValue(0)
                        .setMaxUpdates(Math.max(1, epochs * stepsPerEpoch))
                        .build()
                : Tracker.fixed(rate);
    }

    /** Hidden units of a network with this many outputs. */
    int units(int outputs) {
        return hidden > 0 ? hidden : Math.max(FEWEST_HIDDEN, 2 * outputs);
    }

    /** The same for people, as manifests have it. */
    Map<String, Object> description() {
        return Map.of(
                "epochs", epochs,
                "batchSize", batchSize,
                "learningRate", learningRate,
                "optimizer", optimizer.text,
                "dropout", dropout,
                "weightDecay", weightDecay,
                "repeats", repeats);
    }

    private static void require(boolean holds, String field, Number value, String instead) {
        if (!holds) {
            throw new IllegalArgumentException(field + " is " + value + "; write " + instead);
        }
    }
}
