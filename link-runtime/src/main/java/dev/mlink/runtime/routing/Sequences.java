package dev.mlink.runtime.routing;

import com.google.common.hash.Hashing;
import dev.mlink.runtime.upstream.InFlight;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Keeps the requests of one sequence on one endpoint, where the model holds its state, and the sequence among the calls
 * under way until it ends or Triton has forgotten it. A decoupled model is sent each request once: copies would answer too.
 */
final class Sequences {
    /** How long Triton keeps a sequence of which nothing comes, where the model's configuration says nothing else. */
    private static final long IDLE_MILLIS = 1_000;

    private final Map<Key, Open> sequences = new ConcurrentHashMap<>();
    private final AtomicInteger turn = new AtomicInteger();
    private final InFlight inFlight;
    private final Clock clock;

    private record Key(String model, String id) {}

    private record Open(String endpoint, long until) {}

    Sequences(InFlight inFlight, Clock clock) {
        this.inFlight = inFlight;
        this.clock = clock;
    }

    /** The model where a request must go; as it was where it may go anywhere. */
    ModelRoute place(ModelRoute route, ClientRequest<?> request) {
        if (!route.stateful() && !route.decoupled() && route.endpoints().size() < 2) {
            return route;
        }
        Optional<Sequence> sequence = request.sequence();
        if (sequence.isPresent()) {
            return route.on(endpoint(route, sequence.get()));
        }
        return route.decoupled() ? route.on(next(route)) : route;
    }

    /** Forgets sequences of which nothing came for as long as Triton keeps them. */
    void forgetIdle() {
        long now = clock.millis();
        sequences.forEach((key, open) -> {
            if (open.until() < now && sequences.remove(key, open)) {
                inFlight.ended(key.model());
            }
        });
    }

    private List<String> endpoint(ModelRoute route, Sequence sequence) {
        Key key = new Key(route.model(), sequence.id());
        Open open = sequences.compute(key, (same, before) -> {
            if (before == null) {
                inFlight.begun(route.model());
            }
            boolean stays = before != null && route.endpoints().contains(before.endpoint());
            return new Open(stays ? before.endpoint() : home(route, sequence), clock.millis() + idleMillis(route));
        });
        if (sequence.ends() && sequences.remove(key) != null) {
            inFlight.ended(route.model());
        }
        return List.of(open.endpoint());
    }

    /** The same in every pod, since a sequence may come over several connections, and the fewest change with the endpoints. */
    private static String home(ModelRoute route, Sequence sequence) {
        return route.endpoints().stream()
                .max(Comparator.comparingInt(endpoint -> Hashing.murmur3_32_fixed()
                        .hashString(endpoint + '\n' + sequence.id(), StandardCharsets.UTF_8)
                        .asInt()))
                .orElseThrow();
    }

    private List<String> next(ModelRoute route) {
        int size = route.endpoints().size();
        return List.of(route.endpoints().get(Math.floorMod(turn.getAndIncrement(), size)));
    }

    private static long idleMillis(ModelRoute route) {
        long declared = route.signature()
                .map(signature -> signature.config().getSequenceBatching().getMaxSequenceIdleMicroseconds())
                .orElse(0L);
        return declared > 0 ? Math.max(1, declared / 1_000) : IDLE_MILLIS;
    }
}
