package dev.mlink.operator.planning.selection;

/** A way of choosing the activation set. */
public interface SelectionStrategy {

    /**
     * Chooses the models to activate.
     *
     * @param oracle is asked for the measured performances of the sets that the strategy considers
     * @throws IllegalStateException when the oracle does not answer for a set that it was asked for
     */
    SelectionOutcome select(SelectionProblem problem, SetOracle oracle);
}
