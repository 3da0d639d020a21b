package dev.mlink.operator.group;

import dev.mlink.operator.group.observation.RuntimePod;
import dev.mlink.operator.planning.switching.Placement;
import dev.mlink.operator.runtime.RuntimeControl;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Waits until requests have ended that were under way on models which are about to be unloaded. Mostly that is a matter of
 * milliseconds, in which what waits for their memory is predicted.
 */
record Drains(RuntimeControl runtime, List<RuntimePod> pods) {

    /** The table that pods have to route by; they say whose theirs is. */
    record Table(String groupUid, long epoch) {}

    /** Whatever takes longer is waited for by the passes that follow. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);

    /**
     * Until no request is under way on any of them, with the table in force known to every pod that may route by an older
     * one. Tells of those that had requests, how long that took.
     *
     * @throws NotYet where it takes longer
     */
    void await(Set<Placement> places, Table table, Consumer<String> tell) {
        Stopwatch watch = Stopwatch.started();
        long limit = System.nanoTime() + PATIENCE.toNanos();
        Set<Placement> asked =
                new TreeSet<>(Comparator.comparing(Placement::endpoint).thenComparing(Placement::model));
        while (!quiet(places, table, asked)) {
            if (System.nanoTime() >= limit || Thread.currentThread().isInterrupted()) {
                throw new NotYet("requests for " + places + " or pods behind epoch " + table.epoch());
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
        asked.forEach(place -> tell.accept(told(place, watch)));
    }

    /** Until one of them is drained at least: it can leave before the others. Tells of those that are. */
    void await(Set<Placement> busy, Consumer<String> tell) {
        Stopwatch watch = Stopwatch.started();
        long limit = System.nanoTime() + PATIENCE.toNanos();
        Set<Placement> drained = Set.of();
        while (drained.isEmpty() && System.nanoTime() < limit) {
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            List<RuntimePod> now = pods.stream().map(this::look).toList();
            drained = busy.stream().filter(place -> idle(now, place)).collect(Collectors.toSet());
        }
        drained.forEach(place -> tell.accept(told(place, watch)));
    }

    private static String told(Placement place, Stopwatch watch) {
        return "requests for model '" + place.model() + "' on " + place.endpoint() + " have ended, in " + watch;
    }

    /** @param asked gets those that have requests */
    private boolean quiet(Set<Placement> places, Table table, Set<Placement> asked) {
        boolean quiet = true;
        for (RuntimePod before : pods) {
            RuntimePod now = look(before);
            if (routes(before, table) || routes(now, table)) { // also one that does not answer just now
                Set<Placement> busy = places.stream()
                        .filter(place -> now.inFlight(place.endpoint(), place.model()) > 0)
                        .collect(Collectors.toSet());
                asked.addAll(busy);
                quiet &= busy.isEmpty() && now.epoch(table.groupUid()) >= table.epoch();
            }
        }
        return quiet;
    }

    private static boolean routes(RuntimePod pod, Table table) {
        return pod.ready() || pod.epoch(table.groupUid()) > 0;
    }

    private RuntimePod look(RuntimePod pod) {
        return pod.answering(runtime.status(pod.admin(), "", ""));
    }

    private static boolean idle(List<RuntimePod> pods, Placement place) {
        return pods.stream().allMatch(pod -> pod.inFlight(place.endpoint(), place.model()) == 0);
    }
}
