package dev.mlink.operator.planning.switching;

import dev.mlink.operator.planning.placement.Seat;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** One thing to do, to wait for, or to tell, on the way to the target. */
public sealed interface Step {

    /** Publish the next epoch in which exactly these models are exact, by endpoint; {@code why} is a sentence. */
    record Publish(SortedMap<String, SortedSet<String>> exact, String why) implements Step {
        public Publish {
            var copy = new TreeMap<String, SortedSet<String>>();
            exact.forEach(
                    (endpoint, models) -> copy.put(endpoint, Collections.unmodifiableSortedSet(new TreeSet<>(models))));
            exact = Collections.unmodifiableSortedMap(copy);
        }

        /** The models that the new table calls exact on this endpoint. */
        public SortedSet<String> on(String endpoint) {
            return exact.getOrDefault(endpoint, Collections.emptySortedSet());
        }
    }

    /** Send the table in force to a pod that has not acknowledged it. */
    record Push(String pod) implements Step {}

    /** Wait until these pods have acknowledged the table in force. */
    record AwaitAcknowledgements(List<String> pods) implements Step {
        public AwaitAcknowledgements {
            pods = List.copyOf(pods);
        }
    }

    /** These pods have not acknowledged in time; the switch goes on without them. An event. */
    record Lagging(List<String> pods) implements Step {
        public Lagging {
            pods = List.copyOf(pods);
        }
    }

    /** Wait until no request for the model is under way; {@code requests} still are. */
    record AwaitDrain(String endpoint, String model, long requests) implements Step {}

    /** Go on only once every pod has acknowledged the table in force and none has a request under way on these. */
    record AwaitQuiet(Set<Placement> places) implements Step {
        public AwaitQuiet {
            places = Set.copyOf(places);
        }
    }

    /** Requests for the model are still under way after the longest wait; the switch goes on. An event. */
    record DrainTimeout(String endpoint, String model, long requests) implements Step {}

    /** The model answers no more although Triton calls it READY; it is unloaded. An event. */
    record Dead(String endpoint, String model) implements Step {}

    /** The model is not unloaded in the time that it may take: only a restart frees this endpoint. */
    record Stuck(String endpoint, String model) implements Step {}

    /** The model's load never ends: only a restart frees this endpoint. */
    record Hung(String endpoint, String model) implements Step {}

    record Unload(String endpoint, String model) implements Step {}

    /** Wait until the model is unloaded and its memory is back. */
    record AwaitRelease(String endpoint, String model) implements Step {}

    record Load(String endpoint, String model) implements Step {}

    /** Load a model in this place, and as often as it says; its configuration is known. */
    record LoadAt(String endpoint, String model, Seat seat) implements Step {}

    /** Change a READY model in place: new instances are made before old ones go, and it serves all the time. */
    record Shift(String endpoint, String model, Seat seat) implements Step {}

    /** Look at models that were just loaded, and only at them: what follows depends on that they are there. */
    record LookAt(Set<Placement> places) implements Step {

        public LookAt {
            places = Set.copyOf(places);
        }
    }

    /** Wait until these are gone that were unloaded: what follows depends on it. */
    record AwaitGone(Set<Placement> places) implements Step {

        public AwaitGone {
            places = Set.copyOf(places);
        }
    }

    /** Make sure that nothing else has changed since the look: what follows depends on it. */
    record HoldStill() implements Step {}

    /** Wait until the load is over; nothing else is done on this endpoint before. */
    record AwaitLoad(String endpoint, String model) implements Step {}

    /** Wait until this endpoint answers again, nothing is known of it; empty: wait until there is an endpoint at all. */
    record AwaitEndpoint(Optional<String> endpoint) implements Step {}

    /** The target cannot be reached: aim at the previous set again, without the models in {@code culprits}. */
    record RollBack(List<Placement> culprits, String reason) implements Step {
        public RollBack {
            culprits = List.copyOf(culprits);
        }
    }

    /** The target is loaded and in force. */
    record Done() implements Step {}
}
