package dev.mlink.operator.planning.switching;

import java.util.ArrayList;
import java.util.List;

/**
 * Lets the models go that the table in force no longer calls exact on one endpoint: their requests end first, then they
 * are unloaded one at a time.
 */
record Departure(World world, Situation situation, Patience patience) {

    /** What to do now; only to be asked once the pods have acknowledged or had their time. */
    List<Step> steps() {
        var waits = new ArrayList<Step>();
        for (String model : situation.departing()) {
            long requests = requests(model);
            if (requests == 0) {
                return List.of(unload(model));
            }
            if (world.table().age().compareTo(patience.drain()) >= 0) {
                return List.of(new Step.DrainTimeout(name(), model, requests), unload(model));
            }
            waits.add(new Step.AwaitDrain(name(), model, requests));
        }
        return waits;
    }

    private Step unload(String model) {
        return new Step.Unload(name(), model);
    }

    private long requests(String model) {
        long inFlight = world.pods().stream()
                .mapToLong(pod -> pod.inFlight().getOrDefault(new Placement(name(), model), 0L))
                .sum();
        return inFlight + situation.endpoint().pendingRequests().getOrDefault(model, 0L);
    }

    private String name() {
        return situation.endpoint().name();
    }
}
