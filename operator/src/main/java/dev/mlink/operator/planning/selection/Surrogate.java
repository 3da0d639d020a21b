package dev.mlink.operator.planning.selection;

/**
 * F with p(A,j) taken as the best single link or the prior (facility location).
 *
 * @param value of the chosen set, in [0,1]
 * @param upperBound no feasible set has a greater surrogate value; equal to the optimum where the search ended
 */
public record Surrogate(double value, double upperBound) {}
