package dev.mlink.runtime.routing;

import io.grpc.Context;
import io.grpc.Context.CancellableContext;
import io.grpc.Status;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Calls for models, by where they are executed. Triton never answers what a model was executing when its process died, nor
 * does it end the connection: as soon as one call tells that the process is dead, or the model answers nothing for far longer
 * than usual, the others are given up, so that their clients may try again instead of waiting for their deadlines.
 */
public final class CallsUnderWay {
    private final Map<Place, Calls> places = new ConcurrentHashMap<>();
    private final long patience;
    private final LongSupplier nanos;

    /** Where a model is executed. */
    public record Place(String model, Endpoint endpoint) {}

    /** @param begun when it began, in nanoseconds */
    private record Call(long begun, int bytes) {}

    /** Where nothing is answered for longer than it ever takes. */
    record Stall(Place place, long nanos) {

        String sentence() {
            return "model '" + place.model() + "' on " + place.endpoint().name() + " has answered nothing for "
                    + TimeUnit.NANOSECONDS.toMillis(nanos) + " ms, far longer than it ever took lately";
        }
    }

    private static final class Calls {
        private final Map<CancellableContext, Call> underWay = new ConcurrentHashMap<>();
        private final AnswerTimes times;
        private volatile long lastAnswer;

        private Calls(long patience, long now) {
            times = new AnswerTimes(patience, now);
            lastAnswer = now;
        }

        private Optional<Call> oldest() {
            return underWay.entrySet().stream()
                    .filter(call -> !call.getKey().isCancelled())
                    .map(Map.Entry::getValue)
                    .min((one, other) -> Long.signum(one.begun() - other.begun()));
        }
    }

    /**
     * @param patience for how long a model is waited for, however quick it usually is
     * @param nanos a clock that only goes on, as {@link System#nanoTime}
     */
    public CallsUnderWay(Duration patience, LongSupplier nanos) {
        this.patience = patience.toNanos();
        this.nanos = nanos;
    }

    /** The scope of one more call; to be given to {@link #ended} when it has ended. */
    CancellableContext begun(String model, Endpoint endpoint, int bytes, Context scope) {
        long now = nanos.getAsLong();
        CancellableContext call = scope.withCancellation();
        places.computeIfAbsent(new Place(model, endpoint), place -> new Calls(patience, now))
                .underWay
                .put(call, new Call(now, bytes));
        return call;
    }

    /** @param answered whether the model did, in a time that says something of the next */
    void ended(String model, Endpoint endpoint, CancellableContext call, boolean answered) {
        Calls calls = places.get(new Place(model, endpoint));
        Call begun = calls.underWay.remove(call);
        call.cancel(null);
        if (answered) {
            long now = nanos.getAsLong();
            calls.lastAnswer = now;
            calls.times.answered(now - begun.begun(), begun.bytes(), now);
        }
    }

    /** How many there are for a model on an endpoint. */
    public int of(String model, String endpoint) {
        return places.entrySet().stream()
                .filter(place -> place.getKey().model().equals(model))
                .filter(place -> place.getKey().endpoint().name().equals(endpoint))
                .mapToInt(place -> place.getValue().underWay.size())
                .sum();
    }

    /** Where there are any. */
    public List<Place> places() {
        return places.entrySet().stream()
                .filter(place -> !place.getValue().underWay.isEmpty())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Ends all calls for the model there, as if the connection had been lost. */
    void giveUp(String model, Endpoint endpoint, String why) {
        Stream.ofNullable(places.get(new Place(model, endpoint)))
                .flatMap(calls -> calls.underWay.keySet().stream())
                .forEach(call ->
                        call.cancel(Status.UNAVAILABLE.withDescription(why).asRuntimeException()));
    }

    /**
     * Where calls are under way and none was answered for longer than the oldest of them may take.
     *
     * @param seen from when on, in nanoseconds, this process was able to see answers
     */
    List<Stall> stalls(long seen) {
        long now = nanos.getAsLong();
        return places.entrySet().stream()
                .flatMap(place -> stall(place.getKey(), place.getValue(), seen, now).stream())
                .toList();
    }

    private static Optional<Stall> stall(Place place, Calls calls, long seen, long now) {
        return calls.oldest().flatMap(oldest -> {
            long quiet = now - latest(latest(oldest.begun(), calls.lastAnswer), seen);
            boolean stalled = calls.times.patience(oldest.bytes()).orElse(Long.MAX_VALUE) < quiet;
            return stalled ? Optional.of(new Stall(place, quiet)) : Optional.empty();
        });
    }

    private static long latest(long one, long other) {
        return one - other > 0 ? one : other;
    }

    /** The model has been loaded there since. */
    public void loaded(String model, Endpoint endpoint) {
        Stream.ofNullable(places.get(new Place(model, endpoint))).forEach(calls -> calls.times.loaded());
    }
}
