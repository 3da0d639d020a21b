package dev.mlink.operator.group.spec;

import dev.mlink.operator.triton.MemorySource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The measurement of one model, alone on its Triton: the server without it, with it, while it answers its largest batch,
 * and after it was unloaded. What has been read says which step comes next.
 *
 * @param endpoint the Triton whose memory is read; another one begins anew
 * @param source whose figures they are; another one begins anew
 * @param instances of the model that are loaded for it
 * @param before bytes of the server without the model, in the order in which they were read
 * @param loaded after the load
 * @param inference while the model answers; just loaded where it does not take what it was asked
 * @param after it was unloaded
 * @param exercised what came of asking it
 * @param since a reading belongs to the present step if it is later; empty while models are still moving
 */
public record Measuring(
        String model,
        String endpoint,
        MemorySource source,
        int instances,
        List<Long> before,
        List<Long> loaded,
        List<Long> inference,
        List<Long> after,
        Optional<Exercised> exercised,
        Optional<Instant> since) {

    private static final int LOADED = 1;
    private static final int INFERENCE = 2;
    private static final int MOST_BEFORE = 6;
    private static final int MOST_AFTER = 3;
    /** What an idle server's memory moves by between two readings. */
    private static final long STILL = 2L << 20;

    /** What comes back from a model that is unloaded may be short of this much, or of a tenth of what it took. */
    private static final long CRUMBS = 8L << 20;

    private static final int TENTH = 10;

    /** What is read next. */
    public enum Step {
        /** The server without the model, until two readings in a row agree. */
        BASELINE,
        LOADED,
        INFERENCE,
        /** The server without the model again, until its memory is back or has not come back in three readings. */
        RELEASE,
        DONE
    }

    /**
     * @param batch samples in each request; 0 where none was answered
     * @param reportedBytes of GPU memory by the model's backend; 0 where it says nothing
     * @param refusal Triton's words where the model was not to be asked; else empty
     */
    public record Exercised(int batch, double millisPerSample, long reportedBytes, String refusal) {}

    public Measuring {
        before = List.copyOf(before);
        loaded = List.copyOf(loaded);
        inference = List.copyOf(inference);
        after = List.copyOf(after);
    }

    /** Nothing is read yet. */
    public static Measuring of(String model, String endpoint, MemorySource source) {
        return begun(model, endpoint, source, List.of());
    }

    /** The next model begins with the readings around this one. */
    public Measuring followedBy(String next) {
        return begun(next, endpoint, source, List.of(empty(), last(after)));
    }

    private static Measuring begun(String model, String endpoint, MemorySource source, List<Long> before) {
        return new Measuring(
                model,
                endpoint,
                source,
                1,
                before,
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    public Step step() {
        if (!settled()) {
            return Step.BASELINE;
        }
        if (loaded.size() < LOADED) {
            return Step.LOADED;
        }
        if (inference.size() < INFERENCE) {
            return Step.INFERENCE;
        }
        return after.size() == MOST_AFTER || !after.isEmpty() && released() ? Step.DONE : Step.RELEASE;
    }

    /** Whether the model is loaded while the present step is read. */
    public boolean withModel() {
        return step() == Step.LOADED || step() == Step.INFERENCE;
    }

    /** One more reading of the present step. */
    public Measuring read(long bytes, Instant at) {
        Step now = step();
        Measuring more = new Measuring(
                model,
                endpoint,
                source,
                instances,
                now == Step.BASELINE ? with(before, bytes) : before,
                now == Step.LOADED ? with(loaded, bytes) : loaded,
                now == Step.INFERENCE ? with(inference, bytes) : inference,
                now == Step.RELEASE ? with(after, bytes) : after,
                exercised,
                Optional.empty());
        return more.step() == now ? more.from(at) : more;
    }

    /** From now on readings belong to the present step. Status keeps whole seconds: rounded up, none is taken twice. */
    public Measuring from(Instant at) {
        return new Measuring(
                model,
                endpoint,
                source,
                instances,
                before,
                loaded,
                inference,
                after,
                exercised,
                Optional.of(at.plusNanos(999_999_999)));
    }

    /** So many instances are loaded. */
    public Measuring withInstances(int count) {
        return new Measuring(model, endpoint, source, count, before, loaded, inference, after, exercised, since);
    }

    /** The model has been asked: what is read from now on is read after that. */
    public Measuring withExercised(Exercised value) {
        return new Measuring(
                model,
                endpoint,
                source,
                instances,
                before,
                loaded,
                inference,
                after,
                Optional.of(value),
                Optional.empty());
    }

    /** The server's memory before the model came. */
    public long empty() {
        return last(before);
    }

    /** What stayed after the model was unloaded; empty where its memory came back. */
    public Optional<Long> unreleased() {
        return released() ? Optional.empty() : Optional.of(last(after) - empty());
    }

    private boolean settled() {
        return before.size() >= MOST_BEFORE
                || before.size() > 1 && Math.abs(empty() - before.get(before.size() - 2)) <= STILL;
    }

    private boolean released() {
        long took = loaded.get(0) - empty();
        return last(after) <= empty() + Math.max(CRUMBS, took / TENTH);
    }

    private static long last(List<Long> readings) {
        return readings.get(readings.size() - 1);
    }

    private static List<Long> with(List<Long> readings, long bytes) {
        List<Long> more = new ArrayList<>(readings);
        more.add(bytes);
        return more;
    }
}
