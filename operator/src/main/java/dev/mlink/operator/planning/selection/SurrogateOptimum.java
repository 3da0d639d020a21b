package dev.mlink.operator.planning.selection;

import java.util.SortedSet;

/**
 * The best set found on the surrogate.
 *
 * @param upperBound no set that was asked for has a greater value; equal to {@code value} where the search ended
 */
record SurrogateOptimum(SortedSet<String> set, double value, double upperBound) {}
