package dev.mlink.runtime.federation;

import java.util.List;
import java.util.Map;

/**
 * What a group has of an exchange.
 *
 * @param exchange its name
 * @param rounds how many there were
 * @param links the averages of the last round
 * @param groups whose weights are in the averages, this group's too
 * @param missing other groups that at least one round went on without
 * @param refused why a link has no average
 * @param traffic of each link
 */
public record Outcome(
        String exchange,
        int rounds,
        Map<Pair, Weights> links,
        List<String> groups,
        List<String> missing,
        Map<Pair, String> refused,
        Map<Pair, Traffic> traffic) {}
