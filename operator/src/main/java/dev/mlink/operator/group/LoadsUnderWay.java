package dev.mlink.operator.group;

import dev.mlink.operator.planning.switching.Placement;
import dev.mlink.operator.triton.TritonReply;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Loads that were begun and that nobody has waited for yet, of all groups. Nothing depends on it: where it is lost with its
 * process, Triton's index tells what is loading.
 */
final class LoadsUnderWay {

    private final Executor helpers;
    private final Map<Key, Loading> loads = new ConcurrentHashMap<>();

    LoadsUnderWay(Executor helpers) {
        this.helpers = helpers;
    }

    private record Key(String group, Placement place) {}

    /** One load. */
    record Loading(String model, Aside<TritonReply<?>> reply) {

        boolean over() {
            return reply.found().isDone();
        }
    }

    /** Where it was begun before it only goes on. */
    void begin(String group, Placement place, Supplier<TritonReply<?>> call) {
        loads.computeIfAbsent(new Key(group, place), key -> new Loading(place.model(), Aside.of(helpers, call)));
    }

    /** The load of this model, which is the caller's to wait for now; empty where none was begun. */
    Optional<Loading> take(String group, Placement place) {
        return Optional.ofNullable(loads.remove(new Key(group, place)));
    }

    /** Those of a group that are over, each given out once. */
    List<Loading> takeOver(String group) {
        return loads.keySet().stream()
                .filter(key -> key.group().equals(group))
                .filter(key -> loads.get(key).over())
                .map(loads::remove)
                .toList();
    }

    void forget(String group) {
        loads.keySet().removeIf(key -> key.group().equals(group));
    }
}
