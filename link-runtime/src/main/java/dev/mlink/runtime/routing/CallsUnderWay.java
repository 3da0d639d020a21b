package dev.mlink.runtime.routing;

import io.grpc.Context;
import io.grpc.Context.CancellableContext;
import io.grpc.Status;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Calls for models, by where they are executed. Triton never answers what a model was executing when its process died, nor
 * does it end the connection: as soon as one call tells that the process is dead, the others are given up, so that their
 * clients may try again instead of waiting for their deadlines.
 */
public final class CallsUnderWay {
    private final Map<Place, Set<CancellableContext>> calls = new ConcurrentHashMap<>();

    private record Place(String model, String endpoint) {}

    /** The scope of one more call; to be given to {@link #ended} when it has ended. */
    CancellableContext begun(String model, Endpoint endpoint, Context scope) {
        CancellableContext call = scope.withCancellation();
        calls.computeIfAbsent(new Place(model, endpoint.name()), place -> ConcurrentHashMap.newKeySet())
                .add(call);
        return call;
    }

    void ended(String model, Endpoint endpoint, CancellableContext call) {
        calls.getOrDefault(new Place(model, endpoint.name()), Set.of()).remove(call);
        call.cancel(null);
    }

    /** How many there are for a model on an endpoint. */
    public int of(String model, String endpoint) {
        return calls.getOrDefault(new Place(model, endpoint), Set.of()).size();
    }

    /** Ends all calls for the model there, as if the connection had been lost. */
    void giveUp(String model, Endpoint endpoint, String why) {
        calls.getOrDefault(new Place(model, endpoint.name()), Set.of())
                .forEach(call ->
                        call.cancel(Status.UNAVAILABLE.withDescription(why).asRuntimeException()));
    }
}
