package dev.mlink.operator.group;

import dev.mlink.operator.group.observation.RuntimePod;
import dev.mlink.operator.planning.switching.Placement;
import dev.mlink.operator.runtime.RuntimeControl;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Waits until requests have ended that were under way on models which are about to be unloaded. Mostly that is a matter of
 * milliseconds, in which what waits for their memory is predicted.
 */
record Drains(RuntimeControl runtime, List<RuntimePod> pods) {

    /** Whatever takes longer is waited for by the passes that follow. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);

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
        drained.forEach(place -> tell.accept(
                "requests for model '" + place.model() + "' on " + place.endpoint() + " have ended, in " + watch));
    }

    private RuntimePod look(RuntimePod pod) {
        return pod.answering(runtime.status(pod.admin(), "", ""));
    }

    private static boolean idle(List<RuntimePod> pods, Placement place) {
        return pods.stream().allMatch(pod -> pod.inFlight(place.endpoint(), place.model()) == 0);
    }
}
