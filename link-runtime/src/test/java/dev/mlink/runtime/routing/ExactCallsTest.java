package dev.mlink.runtime.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.runtime.routing.ModelRoute.State;
import dev.mlink.runtime.upstream.Reply;
import dev.mlink.runtime.upstream.Reply.Outcome;
import io.grpc.Context;
import io.grpc.Status;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExactCallsTest {
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final MovableClock clock = new MovableClock();
    private final ModelHealth health = new ModelHealth(clock);
    private final CallsUnderWay underWay = new CallsUnderWay(Duration.ofSeconds(2), () -> 0);
    private final ExactCalls calls =
            new ExactCalls(health, underWay, new RoutingMetrics(new SimpleMeterRegistry()), timer);
    private final List<String> asked = new ArrayList<>();
    private final Map<String, Outcome> outcomes = new HashMap<>();
    private final ModelRoute route = new ModelRoute(
            "m",
            State.EXACT,
            Map.of(),
            "Y",
            "1",
            Optional.empty(),
            List.of("t0", "t1", "t2"),
            Optional.empty(),
            "",
            ConfidenceRule.NONE,
            Optional.empty());
    private final RoutingTable table = new RoutingTable(
            "g",
            "u",
            1,
            Map.of(
                    "t0", ModelHealthTest.endpoint("t0"),
                    "t1", ModelHealthTest.endpoint("t1"),
                    "t2", ModelHealthTest.endpoint("t2")),
            Map.of("m", route),
            List.of());

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    @Test
    void endpointsTakeTurns() {
        for (int call = 0; call < 6; call++) {
            assertThat(call()).isEqualTo(Outcome.ANSWERED);
        }
        assertThat(asked).containsExactly("t0", "t1", "t2", "t0", "t1", "t2");
    }

    @Test
    void aGoneModelIsTriedOnceElsewhere() {
        outcomes.put("t0", Outcome.GONE);
        assertThat(call()).isEqualTo(Outcome.ANSWERED);
        assertThat(asked).containsExactly("t0", "t1");

        outcomes.put("t1", Outcome.GONE);
        outcomes.put("t2", Outcome.GONE);
        asked.clear();
        assertThat(call()).isEqualTo(Outcome.GONE);
        assertThat(asked).containsExactly("t1", "t2");
    }

    @Test
    void whatMayHaveBeenExecutedIsNotRepeated() {
        outcomes.put("t0", Outcome.BROKEN);
        assertThat(call()).isEqualTo(Outcome.BROKEN);
        assertThat(asked).containsExactly("t0");
    }

    @Test
    void whereItIsSickItIsAskedLast() {
        outcomes.put("t0", Outcome.BROKEN);
        call();
        asked.clear();
        for (int call = 0; call < 3; call++) {
            call();
        }
        assertThat(asked).doesNotContain("t0").hasSize(3);
        assertThat(calls.promising(table, route)).isTrue();
        health.ended("m", ModelHealthTest.endpoint("t1"), Outcome.BROKEN, "");
        health.ended("m", ModelHealthTest.endpoint("t2"), Outcome.BROKEN, "");
        assertThat(calls.promising(table, route)).isFalse();
    }

    /** Or three failures in a row would never come about, by which the operator tells a dead model. */
    @Test
    void whereItIsSickItIsTriedWhileOthersAnswer() {
        outcomes.put("t0", Outcome.BROKEN);
        call();
        for (int second = 0; second < 2; second++) {
            clock.pass(Duration.ofSeconds(1));
            for (int call = 0; call < 5; call++) {
                assertThat(call()).isEqualTo(Outcome.ANSWERED);
            }
        }
        assertThat(health.sick("m").get("t0").failures()).isEqualTo(3);
    }

    /** What a dead process was executing is never answered. */
    @Test
    void whatIsUnderWayWhereACallBreaksIsGivenUp() {
        List<Context> scopes = new ArrayList<>();
        for (int call = 0; call < 3; call++) {
            calls.<String>call(
                    table,
                    route,
                    new ExactCalls.Outgoing<>(1, (endpoint, diagnosis, scope) -> {
                        scopes.add(scope);
                        return new CompletableFuture<>();
                    }),
                    Context.ROOT);
        }
        assertThat(underWay.of("m", "t0")).isEqualTo(1);
        outcomes.put("t0", Outcome.BROKEN);

        assertThat(call()).isEqualTo(Outcome.BROKEN);

        assertThat(scopes).extracting(Context::isCancelled).containsExactly(true, false, false);
        assertThat(Status.fromThrowable(scopes.get(0).cancellationCause()).getCode())
                .isEqualTo(Status.Code.UNAVAILABLE);
    }

    /** It would be taken for dead whenever a client loses patience. */
    @Test
    void aClientThatLeavesSaysNothingAboutTheModel() {
        outcomes.put("t0", Outcome.BROKEN);
        Context.CancellableContext client = Context.ROOT.withCancellation();
        client.cancel(null);

        calls.call(table, route, new ExactCalls.Outgoing<>(1, this::send), client);

        assertThat(health.of("m").failures()).isZero();
    }

    @Test
    void aTrialHealsASickModel() {
        outcomes.put("t0", Outcome.BROKEN);
        call();
        outcomes.clear();
        asked.clear();
        clock.pass(Duration.ofSeconds(1));
        calls.probe(table, route, new ExactCalls.Outgoing<>(1, this::send), Context.ROOT);
        calls.probe(table, route, new ExactCalls.Outgoing<>(1, this::send), Context.ROOT);
        assertThat(asked).as("one trial a second").containsExactly("t0");
        assertThat(health.sick("m", ModelHealthTest.endpoint("t0"))).isFalse();
    }

    private Outcome call() {
        return calls.call(table, route, new ExactCalls.Outgoing<>(1, this::send), Context.ROOT)
                .toCompletableFuture()
                .join()
                .outcome();
    }

    private CompletableFuture<Reply<String>> send(
            Endpoint endpoint, dev.mlink.runtime.upstream.Diagnosis diagnosis, Context scope) {
        asked.add(endpoint.name());
        Outcome outcome = outcomes.getOrDefault(endpoint.name(), Outcome.ANSWERED);
        return CompletableFuture.completedFuture(new Reply<>(outcome, "answer", outcome.name()));
    }
}
