package dev.mlink.runtime.routing;

import dev.mlink.runtime.sharing.Caller;
import dev.mlink.runtime.sharing.Question;
import dev.mlink.runtime.sharing.SharedRuns;
import dev.mlink.runtime.upstream.Reply;
import dev.mlink.triton.tensor.Tensor;
import io.grpc.Context;
import io.grpc.Status;
import io.grpc.StatusException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Has models executed once for all requests with the same inputs, while several might need them. */
final class SharedSources implements SourceExecution {
    private final ModelRuns runs;
    private final SharedRuns shared;
    private final RoutingMetrics metrics;

    SharedSources(ModelRuns runs, SharedRuns shared, RoutingMetrics metrics) {
        this.runs = runs;
        this.shared = shared;
        this.metrics = metrics;
    }

    @Override
    public CompletionStage<Tensor> run(RoutingTable table, ModelRoute route, SampleBatch batch, Context scope) {
        if (!route.requireSignature().stateless()) {
            return runs.run(table, route, batch, scope);
        }
        return shared.run(
                        question(table, route, batch, Caller.of(scope)),
                        scope,
                        () -> metrics.countShared(route.model()),
                        within -> runs.run(table, route, batch, within))
                .exceptionally(failure -> {
                    throw refusal(route, failure);
                });
    }

    /**
     * Lets predictions have what a client gets that asked the model itself. Its request is on its way already, and is
     * looked at only while predictions are made from that model.
     */
    <A> void follow(RoutingTable table, ModelRoute route, ClientRequest<A> request, CompletionStage<Reply<A>> reply) {
        if (shared.ofInterest(route.model())
                && request.version().isEmpty()
                && route.requireSignature().stateless()) {
            readable(route, request)
                    .filter(read -> read.common() && read.asksFor(route.output()))
                    .map(read -> read.samples(route))
                    .ifPresent(batch -> shared.follow(
                            question(table, route, batch, Caller.of(request.scope())),
                            reply.thenApply(answer -> output(route, request, answer, batch.size()))));
        }
    }

    /** What cannot be read Triton refuses. */
    private static Optional<ReadRequest> readable(ModelRoute route, ClientRequest<?> request) {
        try {
            return Optional.of(ReadRequest.read(route.requireSignature(), request.decode()));
        } catch (Refusal unreadable) {
            return Optional.empty();
        }
    }

    private static <A> Optional<Tensor> output(
            ModelRoute route, ClientRequest<A> request, Reply<A> reply, int samples) {
        if (reply.outcome() != Reply.Outcome.ANSWERED) {
            return Optional.empty();
        }
        boolean batches = route.requireSignature().batches();
        return request.output(reply.answer(), route.output())
                .map(output -> batches ? output : output.shaped(SampleBatch.withBatch(output.shape())))
                .filter(output ->
                        !output.shape().dimensions().isEmpty() && output.shape().first() == samples);
    }

    private static Question question(RoutingTable table, ModelRoute route, SampleBatch batch, Caller caller) {
        Map<String, Tensor> inputs = new HashMap<>(batch.inputs());
        inputs.keySet().retainAll(route.groupInputs());
        return new Question(
                table.groupUid() + ":" + table.epoch(), route.model(), route.version(), caller, inputs, batch.bytes());
    }

    private static RuntimeException refusal(ModelRoute route, Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof StatusException ended) {
            String what = ended.getStatus().getCode() == Status.Code.DEADLINE_EXCEEDED
                    ? "did not answer in time"
                    : "is not waited for any more";
            return new Refusal(ended.getStatus().withDescription("model '" + route.model() + "' " + what));
        }
        return cause instanceof RuntimeException known ? known : new CompletionException(cause);
    }
}
