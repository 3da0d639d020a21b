package dev.mlink.runtime.routing;

import dev.mlink.runtime.routing.CallsUnderWay.Stall;
import dev.mlink.runtime.upstream.Reply.Outcome;
import dev.mlink.runtime.upstream.TritonGrpc;
import dev.mlink.triton.wire.GRPCInferenceServiceGrpc;
import dev.mlink.triton.wire.ServerLiveRequest;
import io.grpc.Context;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Notices a model whose process died, or hangs, while it executed: no call ends there, so none tells; nor where a
 * Triton is gone together with its node. Triton itself is asked before: where all are short of time, that gives them some.
 * The model is sick then, and what it was asked is given up.
 */
public final class StallWatch {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);
    private static final Duration TRITON_ANSWERS = Duration.ofSeconds(1);
    private static final Logger LOG = Logger.getLogger(StallWatch.class);

    private final CallsUnderWay underWay;
    private final ModelHealth health;
    private final Liveness liveness;
    private final LongSupplier nanos;
    private final Set<CallsUnderWay.Place> suspected = ConcurrentHashMap.newKeySet();
    private long lastLook;
    private long seen;

    /** Whether a Triton itself answers. */
    @FunctionalInterface
    interface Liveness {
        CompletionStage<Boolean> of(Endpoint endpoint);
    }

    StallWatch(CallsUnderWay underWay, ModelHealth health, Liveness liveness, LongSupplier nanos) {
        this.underWay = underWay;
        this.health = health;
        this.liveness = liveness;
        this.nanos = nanos;
        this.lastLook = nanos.getAsLong();
        this.seen = lastLook;
    }

    /** One that asks Triton over gRPC. */
    public StallWatch(CallsUnderWay underWay, ModelHealth health, TritonGrpc triton, ScheduledExecutorService timer) {
        this(underWay, health, endpoint -> live(triton, endpoint, timer), System::nanoTime);
    }

    /** Looks from now on, until the timer is shut down. */
    public void watch(ScheduledExecutorService timer) {
        timer.scheduleWithFixedDelay(
                this::look, BETWEEN_LOOKS.toMillis(), BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Looks once; never fails, or it would not be called again. */
    void look() {
        try {
            long now = nanos.getAsLong();
            if (now - lastLook > 4 * BETWEEN_LOOKS.toNanos()) {
                seen = now; // this process itself was stopped: what came meanwhile has not been read yet
            }
            lastLook = now;
            underWay.stalls(seen).forEach(this::suspect);
        } catch (RuntimeException failure) {
            LOG.error("looking for models that have stopped failed; goes on", failure);
        }
    }

    private void suspect(Stall stall) {
        if (suspected.add(stall.place())) {
            liveness.of(stall.place().endpoint()).whenComplete((live, failed) -> {
                suspected.remove(stall.place());
                confirm(stall.place(), failed == null && live ? "" : "; nor does Triton itself answer");
            });
        }
    }

    /** It may have answered while Triton was asked. */
    private void confirm(CallsUnderWay.Place place, String more) {
        underWay.stalls(seen).stream()
                .filter(stall -> stall.place().equals(place))
                .forEach(stall -> {
                    String sentence = stall.sentence() + more;
                    LOG.warn(sentence);
                    health.ended(place.model(), place.endpoint(), Outcome.BROKEN, sentence);
                    underWay.giveUp(place.model(), place.endpoint(), sentence);
                });
    }

    private static CompletionStage<Boolean> live(TritonGrpc triton, Endpoint endpoint, ScheduledExecutorService timer) {
        Context.CancellableContext scope =
                Context.ROOT.withDeadlineAfter(TRITON_ANSWERS.toMillis(), TimeUnit.MILLISECONDS, timer);
        return triton.ask(
                        endpoint.grpc(),
                        GRPCInferenceServiceGrpc.getServerLiveMethod(),
                        ServerLiveRequest.getDefaultInstance(),
                        scope)
                .thenApply(answer -> answer.getLive())
                .whenComplete((live, failed) -> scope.cancel(null));
    }
}
