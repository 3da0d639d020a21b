package dev.mlink.operator.planning.switching;

import java.util.ArrayList;
import java.util.List;

/**
 * Lets the models go that the table in force no longer calls exact on one endpoint: their requests end first, then they
 * are unloaded, all that can be at once: Triton takes a second or two to give one back, and gives several back side by
 * side.
 */
record Departure(World world, Situation situation, Patience patience) {

    /** What to do now; only to be asked once the pods have acknowledged or had their time. */
    List<Step> steps() {
        var unloads = new ArrayList<Step>();
        var waits = new ArrayList<Step>();
        boolean impatient = world.table().age().compareTo(patience.drain()) >= 0;
        for (String model : situation.departing()) {
            long requests = requests(model);
            if (requests > 0 && !impatient) {
                waits.add(new Step.AwaitDrain(name(), model, requests));
                continue;
            }
            if (requests > 0) {
                unloads.add(new Step.DrainTimeout(name(), model, requests));
            }
            unloads.add(unload(model));
        }
        unloads.addAll(waits);
        return unloads;
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
