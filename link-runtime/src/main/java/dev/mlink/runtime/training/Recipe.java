package dev.mlink.runtime.training;

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
 * @param hidden hidden units, 1 to 4096; 0 stands for max(32, 2 * out), since twice the outputs starves scalars
 */
record Recipe(int epochs, int batchSize, double learningRate, Rule optimizer, double dropout, int hidden) {
    private static final int FEWEST_HIDDEN = 32;
    private static final int MOST_HIDDEN = 4096;
    private static final int MOST_EPOCHS = 100_000;

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
        return new Recipe(epochs, training.getBatchSize(), rate, rule, dropout, hidden);
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
                "dropout", dropout);
    }

    private static void require(boolean holds, String field, Number value, String instead) {
        if (!holds) {
            throw new IllegalArgumentException(field + " is " + value + "; write " + instead);
        }
    }
}
