package dev.mlink.operator.planning.instances;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Gives spare memory to the model with the longest queue, one instance at a time, and takes it back late: a queue has to
 * be long for {@value #UP_SECONDS} s before an instance comes, and quiet for {@value #DOWN_SECONDS} s before one goes. Where
 * a model waits and has no room, one that has been quiet for as long as the other has waited gives an instance back
 * at once. The bounds hold always.
 */
public final class Scaling {

    static final int UP_SECONDS = 15;
    static final int DOWN_SECONDS = 300;

    private static final Duration UP = Duration.ofSeconds(UP_SECONDS);
    private static final Duration DOWN = Duration.ofSeconds(DOWN_SECONDS);

    /** Another number of instances for one model; {@code why} is a sentence. */
    public record Change(String model, int instances, String why) {}

    /** What to change now. */
    public Optional<Change> next(List<Queue> queues) {
        return outOfBounds(queues)
                .or(() -> more(queues))
                .or(() -> backFor(queues))
                .or(() -> fewer(queues, q -> atLeast(q.quietFor(), DOWN)));
    }

    private static Optional<Change> outOfBounds(List<Queue> queues) {
        return queues.stream()
                .filter(q -> q.range().nearest(q.instances()) != q.instances())
                .min(Comparator.comparing(Queue::model))
                .map(q -> new Change(q.model(), q.range().nearest(q.instances()), "spec.models[].instances says so"));
    }

    private static Optional<Change> more(List<Queue> queues) {
        return waiting(queues)
                .filter(Queue::fits)
                .map(q -> new Change(
                        q.model(), q.instances() + 1, q.backlog().text(q.instances()) + ", and memory is left"));
    }

    /** What a quiet neighbour gives back for a model that waits. */
    private static Optional<Change> backFor(List<Queue> queues) {
        return waiting(queues)
                .flatMap(waits -> fewer(queues, q -> q.device().equals(waits.device()) && atLeast(q.quietFor(), UP)));
    }

    /** The model whose requests wait for the most rounds of its instances, of those that may have more. */
    private static Optional<Queue> waiting(List<Queue> queues) {
        return queues.stream()
                .filter(q -> q.instances() < q.range().max() && q.isLong() && atLeast(q.longFor(), UP))
                .min(Comparator.comparingDouble(Queue::rounds).reversed().thenComparing(Queue::model));
    }

    private static Optional<Change> fewer(List<Queue> queues, Predicate<Queue> quiet) {
        return queues.stream()
                .filter(q -> q.instances() > q.range().min() && quiet.test(q))
                .min(Comparator.<Queue, Duration>comparing(q -> q.quietFor().orElseThrow())
                        .reversed()
                        .thenComparing(Queue::model))
                .map(q -> new Change(q.model(), q.instances() - 1, "no request has waited for a while"));
    }

    private static boolean atLeast(Optional<Duration> lasted, Duration least) {
        return lasted.filter(duration -> duration.compareTo(least) >= 0).isPresent();
    }
}
