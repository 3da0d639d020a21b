package dev.mlink.operator.planning.switching;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** A link-runtime pod that takes its time, or is deaf, with requests that come and go. */
final class SimulatedPod {

    final String name;
    final int delay;
    final Set<String> members;
    final Random random;
    final Map<String, Long> requests = new TreeMap<>();
    Set<String> routed = Set.of();
    long acknowledged;
    long received;
    Set<String> receivedExact = Set.of();
    int acknowledgesIn = SimulatedSite.NEVER;

    SimulatedPod(String name, int delay, Set<String> members, Random random) {
        this.name = name;
        this.delay = delay;
        this.members = members;
        this.random = random;
    }

    void route(long number, Set<String> models) {
        acknowledged = number;
        routed = models;
    }

    void receive(long number, Set<String> models) {
        if (number > received) {
            received = number;
            receivedExact = models;
            acknowledgesIn = delay;
        }
    }

    boolean deafAndUnready() {
        return acknowledged == 0;
    }

    long inFlight(String model) {
        return requests.getOrDefault(model, 0L);
    }

    void tick() {
        if (acknowledgesIn == 0) {
            route(received, receivedExact);
            acknowledgesIn = SimulatedSite.NEVER;
        } else if (acknowledgesIn != SimulatedSite.NEVER) {
            acknowledgesIn--;
        }
        for (String model : members) {
            boolean stuck = random.nextInt(50) == 0;
            long now = routed.contains(model) ? random.nextInt(3) : stuck ? inFlight(model) : inFlight(model) / 2;
            requests.put(model, now);
        }
    }

    ObservedPod observe(Set<String> tritons) {
        var calls = new HashMap<Placement, Long>();
        tritons.forEach(triton -> requests.forEach((m, n) -> calls.put(new Placement(triton, m), n)));
        return new ObservedPod(name, acknowledged > 0, acknowledged, calls);
    }
}
