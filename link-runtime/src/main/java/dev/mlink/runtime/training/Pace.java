package dev.mlink.runtime.training;

import dev.mlink.runtime.store.PodEpochs;
import dev.mlink.runtime.store.TrainingProgress.Count;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Counts the epochs that a pod does. A piece counts what it has been told, at most what it was said to come to, and all
 * of that once it is done: what was in the store already, ended early, or took rounds with other groups is not foreseen.
 * Safe for several threads.
 */
final class Pace {
    private final Map<String, Piece> all;
    private final long epochs;
    private final Map<String, Long> underWay = new HashMap<>();
    private long done;

    /**
     * @param all pieces of the plan
     * @param done those of this pod's share that were done before it began
     */
    Pace(List<Piece> all, Collection<Piece> done) {
        this.all = all.stream().collect(Collectors.toMap(Piece::name, Function.identity()));
        this.epochs = all.stream().mapToLong(Piece::epochs).sum();
        this.done = done.stream().mapToLong(piece -> foreseen(piece.name())).sum();
    }

    synchronized void begin(Piece piece) {
        underWay.put(piece.name(), 0L);
    }

    /** @param networks how many went over the training part once more */
    synchronized void add(Piece piece, int networks) {
        underWay.merge(
                piece.name(), (long) networks, (before, more) -> Math.min(before + more, foreseen(piece.name())));
    }

    synchronized void end(Piece piece) {
        underWay.remove(piece.name());
        done += foreseen(piece.name());
    }

    synchronized PodEpochs now() {
        Map<String, Count> pieces = new LinkedHashMap<>();
        underWay.forEach((name, passed) -> pieces.put(all.get(name).about(), new Count(passed, foreseen(name))));
        long passing = underWay.values().stream().mapToLong(Long::longValue).sum();
        return new PodEpochs(new Count(done + passing, epochs), pieces);
    }

    private long foreseen(String piece) {
        return all.get(piece).epochs();
    }
}
