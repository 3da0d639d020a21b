package dev.mlink.operator.planning.selection;

import java.util.List;
import java.util.SortedSet;

/**
 * The best sets found on the surrogate.
 *
 * @param sets the best first; empty when none was found that reaches the minimum
 * @param value of the best, 0 where there is none
 * @param upperBound no set that was asked for has a greater value; equal to {@code value} where the search ended
 * @param ended whether these are the best ones for certain
 */
record SurrogateOptimum(List<SortedSet<String>> sets, double value, double upperBound, boolean ended) {}
