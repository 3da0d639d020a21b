package dev.mlink.operator.group;

import dev.mlink.operator.triton.ModelState;
import dev.mlink.operator.triton.RepositoryIndex;
import dev.mlink.operator.triton.TritonControl;
import dev.mlink.operator.triton.TritonReply;
import dev.mlink.triton.TritonAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Waits until one Triton has given back what it was asked to unload. Its answer to the call comes before: a model of the
 * Python backend takes a second or two to end, and what waits for its memory is predicted meanwhile.
 */
record Releases(TritonControl triton, TritonAddress address) {

    /** Whatever takes longer is waited for by the passes that follow. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final String NOT_GONE = ", not gone after " + PATIENCE.toSeconds() + " s";

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    /**
     * A model that was asked to leave.
     *
     * @param call how long Triton took for the call
     * @param since when the call came back
     */
    record Departure(String endpoint, String model, String call, Stopwatch since) {}

    /**
     * Tells of each model when it is gone, or that it is not.
     *
     * @throws StepFailed where one is still there, or Triton does not answer
     */
    void await(List<Departure> departures, Consumer<String> tell) {
        List<Departure> left = new ArrayList<>(departures);
        long limit = System.nanoTime() + PATIENCE.toNanos();
        while (!left.isEmpty() && System.nanoTime() < limit) {
            TritonReply<RepositoryIndex> index = triton.index(address);
            index.problem().ifPresent(problem -> {
                throw new StepFailed(problem);
            });
            index.answer().ifPresent(models -> left.removeIf(departure -> gone(models, departure, tell)));
            if (!left.isEmpty()) {
                LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            }
        }
        left.forEach(departure -> tell.accept(told(departure) + NOT_GONE));
        if (!left.isEmpty()) {
            throw new StepFailed(told(left.get(0)) + NOT_GONE);
        }
    }

    private static boolean gone(RepositoryIndex index, Departure departure, Consumer<String> tell) {
        boolean gone = index.find(departure.model())
                .map(model -> model.state() != ModelState.UNLOADING && model.state() != ModelState.READY)
                .orElse(true);
        if (gone) {
            tell.accept(told(departure) + ", gone in " + departure.since());
        }
        return gone;
    }

    private static String told(Departure departure) {
        return "model '" + departure.model() + "' on " + departure.endpoint() + ", in " + departure.call();
    }
}
