package dev.mlink.runtime.sharing;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Scheduler;
import com.github.benmanes.caffeine.cache.Ticker;
import com.google.common.hash.HashCode;
import dev.mlink.triton.tensor.Tensor;
import io.grpc.Context;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;

/**
 * Executes a model once for all who ask it the same at about the same time. Outputs are kept for a moment after they came,
 * since the requests of one sample do not come at once. Bounded in bytes; what is pushed out is only not shared any more.
 */
public final class SharedRuns {
    /** A model that nobody was interested in for so long is of no interest. */
    private static final Duration INTEREST = Duration.ofSeconds(10);

    /** What a run takes in memory besides its bytes, roughly. */
    private static final int OVERHEAD = 1024;

    private final Cache<Key, SharedRun> runs;
    private final Map<String, Long> asked = new ConcurrentHashMap<>();
    private final ContentDigest digest =
            new ContentDigest(ThreadLocalRandom.current().nextInt());
    private final Ticker clock;

    private record Key(String table, String model, String version, Caller caller, HashCode content) {}

    /**
     * @param window how long an output is kept
     * @param mostBytes of all inputs and outputs that are kept
     */
    public SharedRuns(Duration window, long mostBytes) {
        this(window, mostBytes, Ticker.systemTicker());
    }

    SharedRuns(Duration window, long mostBytes, Ticker clock) {
        this.clock = clock;
        this.runs = Caffeine.newBuilder()
                .maximumWeight(mostBytes)
                .weigher((Key key, SharedRun run) -> (int) Math.min(Integer.MAX_VALUE, run.bytes() + OVERHEAD))
                .expireAfter(new AfterItsEnd(window.toNanos()))
                .executor(Runnable::run)
                .scheduler(Scheduler.systemScheduler())
                .ticker(clock)
                .build();
    }

    /**
     * The output of a model, executed for this or for somebody who asked the same.
     *
     * @param waiter how long the output is of use
     * @param shared told when it was answered by what somebody else had asked
     * @param execution begins to execute the model within a scope; fails as that fails
     */
    public CompletionStage<Tensor> run(
            Question question, Context waiter, Runnable shared, Function<Context, CompletionStage<Tensor>> execution) {
        asked.put(question.model(), clock.read());
        Key key = key(question);
        SharedRun fresh = new SharedRun(question, false, waiter);
        SharedRun run = runs.get(key, absent -> fresh);
        if (run == fresh) {
            return begun(key, fresh, waiter, execution);
        }
        Optional<CompletionStage<Tensor>> others = run.isOn(question) ? run.awaitedWithin(waiter) : Optional.empty();
        if (others.isEmpty()) {
            return execution.apply(waiter);
        }
        shared.run();
        return run.followed()
                ? others.get().exceptionallyCompose(failure -> again(question, waiter, shared, execution, failure))
                : others.get();
    }

    /** Whether somebody asked for this model's output lately, so that it is worth looking at what others ask it. */
    public boolean ofInterest(String model) {
        Long last = asked.get(model);
        return last != null && clock.read() - last < INTEREST.toNanos();
    }

    /**
     * Tells of an execution for a client that asked the model itself, so that others need not execute it.
     *
     * @param answer empty where the model's output cannot be had from it
     */
    public void follow(Question question, CompletionStage<Optional<Tensor>> answer) {
        Key key = key(question);
        SharedRun run = new SharedRun(question, true, Context.ROOT);
        if (runs.asMap().putIfAbsent(key, run) == null) {
            finish(key, run, answer.thenApply(Optional::orElseThrow));
        }
    }

    private CompletionStage<Tensor> begun(
            Key key, SharedRun run, Context waiter, Function<Context, CompletionStage<Tensor>> execution) {
        CompletionStage<Tensor> output = run.awaitedWithin(waiter).orElseThrow();
        finish(key, run, execution.apply(run.scope()));
        return output;
    }

    /** The client whose execution was followed has left, or its answer was of no use. */
    private CompletionStage<Tensor> again(
            Question question,
            Context waiter,
            Runnable shared,
            Function<Context, CompletionStage<Tensor>> execution,
            Throwable failure) {
        return waiter.isCancelled()
                ? CompletableFuture.failedFuture(failure)
                : run(question, waiter, shared, execution);
    }

    /** A failure is not kept: whoever asks next may have more luck. */
    private void finish(Key key, SharedRun run, CompletionStage<Tensor> execution) {
        execution.whenComplete((tensor, failure) -> {
            if (failure == null) {
                run.end(tensor);
                runs.asMap().replace(key, run, run); // weighed again, and its time begins
            } else {
                runs.asMap().remove(key, run);
                run.fail(failure);
            }
        });
    }

    private Key key(Question question) {
        return new Key(
                question.table(),
                question.model(),
                question.version(),
                question.caller(),
                digest.of(question.inputs()));
    }

    /** Counts from when the output came; asking for it does not prolong that. */
    private record AfterItsEnd(long window) implements Expiry<Key, SharedRun> {
        @Override
        public long expireAfterCreate(Key key, SharedRun run, long now) {
            return run.ended() ? window : Long.MAX_VALUE;
        }

        @Override
        public long expireAfterUpdate(Key key, SharedRun run, long now, long left) {
            return Math.min(left, expireAfterCreate(key, run, now));
        }

        @Override
        public long expireAfterRead(Key key, SharedRun run, long now, long left) {
            return left;
        }
    }
}
