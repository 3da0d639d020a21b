package dev.mlink.runtime.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.mlink.runtime.routing.ModelRoute.State;
import dev.mlink.triton.tensor.Datatype;
import dev.mlink.triton.tensor.Shape;
import dev.mlink.triton.tensor.Tensor;
import io.grpc.Context;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class SourceRunsTest {
    private static final Tensor OUTPUT =
            new Tensor("Y", Datatype.UINT8, new Shape(List.of(1L)), ByteString.copyFrom(new byte[1]));

    private final List<String> executed = new ArrayList<>();
    private final CompletableFuture<Tensor> answer = new CompletableFuture<>();
    private final SourceRuns runs = runs(this::execute);

    @Test
    void eachModelIsExecutedOnce() {
        CompletionStage<Tensor> first = runs.of(route("a"));
        assertThat(runs.of(route("a"))).isSameAs(first);
        assertThat(executed).containsExactly("a");

        answer.complete(OUTPUT);
        assertThat(first).isCompletedWithValue(OUTPUT);
    }

    /** As where its prediction needs others, and the news comes before the request has asked for everything. */
    @Test
    void whatFailsWhileItIsStartedHasOthersStarted() {
        List<SourceRuns> own = new ArrayList<>();
        own.add(runs((table, route, batch, scope) -> {
            executed.add(route.model());
            if (route.model().equals("b")) {
                return CompletableFuture.completedFuture(OUTPUT);
            }
            return CompletableFuture.<Tensor>failedFuture(Refusal.unavailable("gone"))
                    .exceptionallyCompose(gone -> own.get(0).of(route("b")));
        }));

        assertThat(own.get(0).of(route("a"))).isCompletedWithValue(OUTPUT);
        assertThat(executed).containsExactly("a", "b");
    }

    @Test
    void whatCannotBeginFailsForEverybody() {
        SourceRuns broken = runs((table, route, batch, scope) -> {
            executed.add(route.model());
            throw Refusal.unavailable("no route");
        });

        for (int ask = 0; ask < 2; ask++) {
            assertThatThrownBy(() -> broken.of(route("a")).toCompletableFuture().join())
                    .hasRootCauseInstanceOf(Refusal.class);
        }
        assertThat(executed).containsExactly("a");
    }

    private CompletionStage<Tensor> execute(RoutingTable table, ModelRoute route, SampleBatch batch, Context scope) {
        executed.add(route.model());
        return answer;
    }

    private static SourceRuns runs(SourceExecution execution) {
        RoutingTable table = new RoutingTable("g", "u", 1, Map.of(), Map.of(), List.of());
        StreamWatch nothing = new StreamWatch(new LastSeen(), Clock.systemUTC(), "");
        return new SourceRuns(
                execution, table, new SampleBatch(1, Map.of()), new Doubts(Optional.empty()), nothing, Context.ROOT);
    }

    private static ModelRoute route(String model) {
        return new ModelRoute(
                model,
                State.EXACT,
                Map.of(),
                "Y",
                "1",
                Optional.empty(),
                List.of("t0"),
                Optional.empty(),
                "",
                ConfidenceRule.NONE,
                Optional.empty());
    }
}
