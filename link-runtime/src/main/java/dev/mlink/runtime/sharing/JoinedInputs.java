package dev.mlink.runtime.sharing;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import dev.mlink.triton.tensor.Tensor;
import io.grpc.Context;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * Inputs of one sample that come in several requests, such as a frame in one and its sound in another: requests that name
 * the same sample complete each other, in whatever order they come. Bounded in bytes. Safe for several threads.
 */
public final class JoinedInputs {
    /** What an input takes in memory besides its bytes, roughly. */
    private static final int OVERHEAD = 512;

    private final Cache<Key, CompletableFuture<Tensor>> inputs;
    private final Duration window;

    /**
     * The sample that a request names.
     *
     * @param caller nobody joins somebody else's sample
     * @param stream that the request names; empty for none
     * @param name of the sample within caller and stream
     */
    public record SampleName(Caller caller, String stream, String name) {}

    private record Key(SampleName sample, String input) {}

    /**
     * @param window how long an input is kept, and how long one that has not come is waited for
     * @param mostBytes of all inputs that are kept
     */
    public JoinedInputs(Duration window, long mostBytes) {
        this.window = window;
        this.inputs = Caffeine.newBuilder()
                .maximumWeight(mostBytes)
                .weigher((Key key, CompletableFuture<Tensor> input) ->
                        OVERHEAD + (input.isDone() ? input.join().data().size() : 0))
                .expireAfterWrite(window)
                .executor(Runnable::run)
                .scheduler(Scheduler.systemScheduler())
                .build();
    }

    /** Keeps what a request carries; a later request that carries the same input otherwise replaces it. */
    public void offer(SampleName sample, Map<String, Tensor> carried) {
        carried.forEach((input, tensor) -> {
            CompletableFuture<Tensor> before =
                    inputs.asMap().put(new Key(sample, input), CompletableFuture.completedFuture(tensor));
            if (before != null) {
                before.complete(tensor);
            }
        });
    }

    /**
     * Inputs that other requests for the sample carry, or will within the window and a scope.
     *
     * @return those that came
     */
    public CompletionStage<Map<String, Tensor>> find(SampleName sample, Set<String> wanted, Context scope) {
        Map<String, CompletableFuture<Tensor>> coming = new HashMap<>();
        wanted.forEach(input -> coming.put(
                input,
                inputs.get(new Key(sample, input), absent -> new CompletableFuture<>())
                        .copy()));
        CompletableFuture<Void> all = CompletableFuture.allOf(coming.values().toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, window.toNanos(), TimeUnit.NANOSECONDS);
        Context.CancellationListener left = ended -> all.complete(null);
        scope.addListener(left, Runnable::run);
        return all.handle((done, failure) -> {
            scope.removeListener(left);
            Map<String, Tensor> found = new HashMap<>();
            coming.forEach((input, tensor) -> {
                if (tensor.isDone() && !tensor.isCompletedExceptionally()) {
                    found.put(input, tensor.join());
                }
            });
            return found;
        });
    }
}
