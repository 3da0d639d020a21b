package dev.mlink.operator.planning.switching;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which models the table should call exact now, by endpoint: every wanted one that is READY, and of those that leave the
 * ones that need not give way yet. A model that is not READY is never called exact, so one that Triton lost is routed out
 * before anything else.
 */
record ExactModels(SortedMap<String, SortedSet<String>> byEndpoint, List<String> changes) {

    static ExactModels of(World world, List<Situation> situations, boolean makeRoom) {
        var exact = new TreeMap<String, SortedSet<String>>();
        var changes = new ArrayList<String>();
        for (Situation situation : situations) {
            String endpoint = situation.endpoint().name();
            SortedSet<String> inForce = new TreeSet<>(world.table().exactOn(endpoint));
            SortedSet<String> givingWay = makeRoom ? new Arrival(situation).givingWay() : Collections.emptySortedSet();
            SortedSet<String> now = situation.endpoint().reachable() ? exact(situation, givingWay) : inForce;
            if (!now.isEmpty()) {
                exact.put(endpoint, now);
            }
            changes.addAll(changes(situation, inForce, now, givingWay));
        }
        world.table().exact().keySet().stream()
                .filter(name ->
                        situations.stream().noneMatch(s -> s.endpoint().name().equals(name)))
                .sorted()
                .forEach(name -> changes.add("endpoint " + name + " is gone"));
        return new ExactModels(exact, changes);
    }

    boolean inForce(TableInForce table) {
        return table.epoch() > 0 && byEndpoint.equals(sets(table.exact()));
    }

    Step.Publish publish() {
        return new Step.Publish(byEndpoint, changes.isEmpty() ? "the first table" : String.join("; ", changes));
    }

    private static SortedSet<String> exact(Situation situation, SortedSet<String> givingWay) {
        var exact = new TreeSet<>(situation.staying());
        exact.addAll(situation.shifting());
        if (!situation.arriving().isEmpty()) {
            exact.addAll(situation.leaving());
        }
        exact.removeAll(givingWay);
        return exact;
    }

    private static List<String> changes(
            Situation situation, SortedSet<String> before, SortedSet<String> after, SortedSet<String> givingWay) {
        String on = " on " + situation.endpoint().name();
        var changes = new ArrayList<String>();
        for (String model : before) {
            if (!after.contains(model)) {
                boolean ready = situation.endpoint().state(model) instanceof ModelState.Ready;
                changes.add(
                        !ready
                                ? "'" + model + "' is no longer ready" + on
                                : givingWay.contains(model)
                                        ? "'" + model + "' gives way to " + situation.arriving() + on
                                        : "'" + model + "' leaves "
                                                + situation.endpoint().name());
            }
        }
        for (String model : after) {
            if (!before.contains(model)) {
                changes.add("'" + model + "' is ready" + on);
            }
        }
        return changes;
    }

    private static SortedMap<String, SortedSet<String>> sets(Map<String, Set<String>> exact) {
        var sorted = new TreeMap<String, SortedSet<String>>();
        exact.forEach((endpoint, models) -> sorted.put(endpoint, new TreeSet<>(models)));
        return sorted;
    }
}
