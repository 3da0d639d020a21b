package dev.mlink.runtime.upstream;

import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/** Calls under way, per model: a model may be unloaded once its count is zero. */
public final class InFlight {
    private final Map<String, LongAdder> calls = new ConcurrentHashMap<>();

    /** Counts a call from before it starts until it has ended in any way. */
    <T> CompletionStage<T> during(String model, Supplier<CompletionStage<T>> call) {
        LongAdder count = calls.computeIfAbsent(model, name -> new LongAdder());
        count.increment();
        try {
            return call.get().whenComplete((ended, failed) -> count.decrement());
        } catch (RuntimeException neverBegun) {
            count.decrement();
            throw neverBegun;
        }
    }

    /** Counts something that keeps the model from being unloaded until {@link #ended} is called: an open sequence. */
    public void begun(String model) {
        calls.computeIfAbsent(model, name -> new LongAdder()).increment();
    }

    public void ended(String model) {
        calls.get(model).decrement();
    }

    public long of(String model) {
        LongAdder count = calls.get(model);
        return count == null ? 0 : count.sum();
    }
}
