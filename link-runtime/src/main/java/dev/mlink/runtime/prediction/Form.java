package dev.mlink.runtime.prediction;

/** What one sample of a source or of an answer is, as predictors take and give it: so many floats. */
public sealed interface Form permits Form.Numbers, Words {

    /** Floats of one sample. */
    int size();

    /**
     * A vector in the model's own units.
     *
     * @param size its elements
     */
    record Numbers(int size) implements Form {}
}
