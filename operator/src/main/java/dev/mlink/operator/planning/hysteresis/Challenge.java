package dev.mlink.operator.planning.hysteresis;

import java.time.Duration;
import java.util.SortedSet;

/**
 * A set that was chosen anew beside the one in force.
 *
 * @param challenger the models of the new set
 * @param age of the set in force
 * @param spared models below their minimum in the set in force, but not in the new one
 */
public record Challenge(
        SortedSet<String> challenger, Duration age, Lead lead, SwitchCost cost, SortedSet<String> spared) {}
