/**
 * Chooses the activation set: the models that are loaded, so that F(A), the weighted mean performance of all models of
 * the group, is greatest within the budget. What is maximised is the measured objective, asked from a
 * {@link dev.mlink.operator.planning.selection.SetOracle}; a surrogate made of single links gives a certified bound.
 */
package dev.mlink.operator.planning.selection;
