package dev.mlink.runtime.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Context;
import io.grpc.Context.CancellableContext;
import io.grpc.Status;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StallWatchTest {
    private static final Endpoint T0 = ModelHealthTest.endpoint("t0");

    private long now;
    private CompletableFuture<Boolean> live = CompletableFuture.completedFuture(true);
    private final List<Endpoint> asked = new ArrayList<>();
    private final CallsUnderWay underWay = new CallsUnderWay(Duration.ofSeconds(2), () -> now);
    private final ModelHealth health = new ModelHealth(Clock.systemUTC());
    private final StallWatch watch = new StallWatch(
            underWay,
            health,
            endpoint -> {
                asked.add(endpoint);
                return live;
            },
            () -> now);

    @BeforeEach
    void itHasAnsweredBefore() {
        for (int call = 0; call < 20; call++) {
            underWay.ended("m", T0, begun(), true);
        }
    }

    @Test
    void whatIsNeverAnsweredIsGivenUpAndTheModelIsSick() {
        CancellableContext stuck = begun();
        passes(1_900);
        assertThat(health.sick("m", T0)).isFalse();
        passes(500);

        assertThat(Status.fromThrowable(stuck.cancellationCause()).getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(Status.fromThrowable(stuck.cancellationCause()).getDescription())
                .contains("model 'm' on t0 has answered nothing for");
        assertThat(health.sick("m", T0)).isTrue();
        assertThat(health.of("m").failures()).isEqualTo(1);
    }

    @Test
    void aModelThatAnswersOthersIsSlow() {
        CancellableContext slow = begun();
        for (int second = 0; second < 10; second++) {
            passes(1_000);
            underWay.ended("m", T0, begun(), true);
        }
        assertThat(slow.isCancelled()).isFalse();
        assertThat(asked).isEmpty();
    }

    /** As where it is gone together with its node, which ends no connection. */
    @Test
    void whereTritonItselfDoesNotAnswerThatIsSaid() {
        live = CompletableFuture.failedFuture(Status.DEADLINE_EXCEEDED.asRuntimeException());
        CancellableContext call = begun();
        passes(2_500);
        assertThat(Status.fromThrowable(call.cancellationCause()).getDescription())
                .endsWith("nor does Triton itself answer");
        assertThat(health.sick("m", T0)).isTrue();
    }

    @Test
    void whatIsAnsweredWhileTritonIsAskedIsNotGivenUp() {
        live = new CompletableFuture<>();
        CancellableContext call = begun();
        passes(2_500);
        underWay.ended("m", T0, begun(), true);
        live.complete(true);
        assertThat(asked).containsExactly(T0);
        assertThat(call.isCancelled()).isFalse();
    }

    @Test
    void aStopOfThisProcessIsNotCounted() {
        CancellableContext call = begun();
        now += Duration.ofSeconds(30).toNanos();
        watch.look();
        passes(1_500);
        assertThat(call.isCancelled()).isFalse();
        passes(1_000);
        assertThat(call.isCancelled()).isTrue();
    }

    @Test
    void aModelThatHasNotAnsweredSinceItWasLoadedIsWaitedFor() {
        underWay.loaded("m", T0);
        CancellableContext first = begun();
        passes(60_000);
        assertThat(first.isCancelled()).isFalse();
    }

    private CancellableContext begun() {
        return underWay.begun("m", T0, 1, Context.ROOT);
    }

    private void passes(long millis) {
        for (long passed = 0; passed < millis; passed += 100) {
            now += Duration.ofMillis(100).toNanos();
            watch.look();
        }
    }
}
