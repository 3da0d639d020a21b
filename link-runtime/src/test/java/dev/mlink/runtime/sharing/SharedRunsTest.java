package dev.mlink.runtime.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlink.triton.tensor.Datatype;
import dev.mlink.triton.tensor.Shape;
import dev.mlink.triton.tensor.Tensor;
import io.grpc.Context;
import io.grpc.Context.CancellableContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SharedRunsTest {
    private static final Duration WINDOW = Duration.ofMillis(200);
    private static final Caller NOBODY = new Caller("", Map.of());

    private final AtomicLong clock = new AtomicLong();
    private final SharedRuns runs = new SharedRuns(WINDOW, 1 << 20, clock::get);
    private final List<CompletableFuture<Tensor>> executions = new ArrayList<>();
    private final List<Context> scopes = new ArrayList<>();
    private int shared;

    @Test
    void whoAsksTheSameGetsTheSame() {
        CompletionStage<Tensor> first = ask(frame(1, 2));
        CompletionStage<Tensor> second = ask(frame(1, 2));
        CompletionStage<Tensor> other = ask(frame(1, 3));

        executions.get(0).complete(answer(7));
        executions.get(1).complete(answer(8));

        assertThat(first).isCompletedWithValue(answer(7));
        assertThat(second).isCompletedWithValue(answer(7));
        assertThat(other).isCompletedWithValue(answer(8));
        assertThat(shared).isEqualTo(1);
    }

    @Test
    void theSameBytesInAnotherShapeTypeModelTableOrForAnotherCallerAreNotTheSame() {
        Tensor flat = frame(1, 2);
        ask(flat);
        ask(flat.shaped(Shape.of(1, 2)));
        ask(new Tensor("X", Datatype.INT32, flat.shape(), flat.data()));
        ask(question("u:2", "m", "1", NOBODY, flat));
        ask(question("u:1", "n", "1", NOBODY, flat));
        ask(question("u:1", "m", "2", NOBODY, flat));
        ask(question("u:1", "m", "1", new Caller("CN=a", Map.of()), flat));
        ask(question("u:1", "m", "1", new Caller("", Map.of("authorization", "a")), flat));
        assertThat(executions).hasSize(8);
    }

    @Test
    void anOutputIsKeptForTheWindowThatBeginsWhenItCame() {
        ask(frame(1));
        pass(Duration.ofSeconds(5));
        executions.get(0).complete(answer(7));
        pass(Duration.ofMillis(150));
        assertThat(ask(frame(1))).isCompletedWithValue(answer(7));
        pass(Duration.ofMillis(150));
        ask(frame(1));
        assertThat(executions).hasSize(2);
    }

    @Test
    void aFailureIsSharedButNotKept() {
        CompletionStage<Tensor> first = ask(frame(1));
        CompletionStage<Tensor> second = ask(frame(1));
        executions.get(0).completeExceptionally(new IllegalStateException("gone"));
        assertThatThrownBy(() -> first.toCompletableFuture().join()).hasMessageContaining("gone");
        assertThatThrownBy(() -> second.toCompletableFuture().join()).hasMessageContaining("gone");
        ask(frame(1));
        assertThat(executions).hasSize(2);
    }

    @Test
    void itLivesAsLongAsTheLastWhoWaits() {
        CancellableContext hasty = Context.ROOT.withCancellation();
        CancellableContext patient = Context.ROOT.withCancellation();
        CompletionStage<Tensor> first = ask(frame(1), hasty);
        CompletionStage<Tensor> second = ask(frame(1), patient);

        hasty.cancel(null);
        assertThat(first).isCompletedExceptionally();
        assertThat(second).isNotDone();
        assertThat(scopes.get(0).isCancelled()).isFalse();

        patient.cancel(null);
        assertThat(second).isCompletedExceptionally();
        assertThat(scopes.get(0).isCancelled()).isTrue();
    }

    @Test
    void whatWasGivenUpIsExecutedAnew() {
        CancellableContext hasty = Context.ROOT.withCancellation();
        ask(frame(1), hasty);
        hasty.cancel(null);
        CompletionStage<Tensor> next = ask(frame(1));
        executions.get(1).complete(answer(9));
        assertThat(next).isCompletedWithValue(answer(9));
    }

    @Test
    void aClientThatAskedTheModelItselfIsFollowed() {
        assertThat(runs.ofInterest("m")).isFalse();
        CompletableFuture<Optional<Tensor>> direct = new CompletableFuture<>();
        runs.follow(question("u:1", "m", "1", NOBODY, frame(1)), direct);
        CompletionStage<Tensor> follower = ask(frame(1));
        assertThat(executions).isEmpty();
        assertThat(runs.ofInterest("m")).isTrue();
        direct.complete(Optional.of(answer(5)));
        assertThat(follower).isCompletedWithValue(answer(5));
        pass(Duration.ofSeconds(11));
        assertThat(runs.ofInterest("m")).isFalse();
    }

    @Test
    void whenTheClientThatIsFollowedFailsItIsExecuted() {
        CompletableFuture<Optional<Tensor>> direct = new CompletableFuture<>();
        runs.follow(question("u:1", "m", "1", NOBODY, frame(1)), direct);
        CompletionStage<Tensor> follower = ask(frame(1));
        CompletionStage<Tensor> another = ask(frame(1));
        direct.complete(Optional.empty());
        assertThat(executions).hasSize(1);
        executions.get(0).complete(answer(6));
        assertThat(follower).isCompletedWithValue(answer(6));
        assertThat(another).isCompletedWithValue(answer(6));
    }

    @Test
    void whatIsKeptIsBounded() {
        Tensor large = frame(new float[200_000]);
        for (int run = 0; run < 3; run++) {
            ask(question("u:1", "m", Integer.toString(run), NOBODY, large));
            executions.get(run).complete(answer(run));
        }
        ask(question("u:1", "m", "0", NOBODY, large));
        ask(question("u:1", "m", "1", NOBODY, large));
        ask(question("u:1", "m", "2", NOBODY, large));
        assertThat(executions).as("of three at most one fits").hasSizeBetween(5, 6);
    }

    private CompletionStage<Tensor> ask(Tensor input) {
        return ask(input, Context.ROOT);
    }

    private CompletionStage<Tensor> ask(Tensor input, Context waiter) {
        return ask(question("u:1", "m", "1", NOBODY, input), waiter);
    }

    private CompletionStage<Tensor> ask(Question question) {
        return ask(question, Context.ROOT);
    }

    private CompletionStage<Tensor> ask(Question question, Context waiter) {
        return runs.run(question, waiter, () -> shared++, scope -> {
            scopes.add(scope);
            executions.add(new CompletableFuture<>());
            return executions.get(executions.size() - 1);
        });
    }

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    private static Question question(String table, String model, String version, Caller caller, Tensor input) {
        return new Question(
                table,
                model,
                version,
                caller,
                Map.of("image", input),
                input.data().size());
    }

    private static Tensor frame(float... values) {
        return Tensor.ofFloats("X", Datatype.FP32, Shape.of(values.length), values);
    }

    private static Tensor answer(float value) {
        return Tensor.ofFloats("Y", Datatype.FP32, Shape.of(1), value);
    }
}
