package dev.mlink.runtime.routing;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.mlink.runtime.routing.ExactCalls.Outgoing;
import dev.mlink.runtime.upstream.GrpcAnswer;
import dev.mlink.runtime.upstream.Reply;
import dev.mlink.runtime.upstream.Reply.Outcome;
import dev.mlink.runtime.upstream.TritonGrpc;
import dev.mlink.triton.tensor.InferenceRequest;
import dev.mlink.triton.tensor.InferenceResponse;
import dev.mlink.triton.tensor.InvalidTensorException;
import dev.mlink.triton.tensor.RequestedOutput;
import dev.mlink.triton.tensor.Tensor;
import dev.mlink.triton.wire.ModelInferResponse;
import io.grpc.Context;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Executes models on the samples of a request, for predictions and for the group. */
final class ModelRuns implements SourceExecution {
    private final ExactCalls calls;
    private final TritonGrpc triton;
    private final RoutingMetrics metrics;

    ModelRuns(ExactCalls calls, TritonGrpc triton, RoutingMetrics metrics) {
        this.calls = calls;
        this.triton = triton;
        this.metrics = metrics;
    }

    @Override
    public CompletionStage<Tensor> run(RoutingTable table, ModelRoute route, SampleBatch batch, Context scope) {
        int step = Math.max(1, route.requireSignature().maxBatchSize());
        CompletionStage<List<Tensor>> parts = CompletableFuture.completedFuture(new ArrayList<>());
        for (int from = 0; from < batch.size() || from == 0; from += step) {
            int begin = from;
            int end = Math.min(batch.size(), from + step);
            parts = parts.thenCompose(
                    done -> part(table, route, batch, begin, end, scope).thenApply(tensor -> {
                        done.add(tensor);
                        return done;
                    }));
        }
        return metrics.timeSource(
                route.model(), parts.thenApply(done -> done.size() == 1 ? done.get(0) : Tensor.concatenate(done)));
    }

    private CompletionStage<Tensor> part(
            RoutingTable table, ModelRoute route, SampleBatch batch, int from, int to, Context scope) {
        byte[] message;
        try {
            message = request(route, batch.tensorsFor(route, from, to));
        } catch (Refusal refusal) {
            return CompletableFuture.failedFuture(refusal);
        }
        return calls.call(
                        table,
                        route,
                        new Outgoing<>(
                                message.length,
                                (endpoint, diagnosis, within) ->
                                        triton.infer(endpoint.grpc(), diagnosis, message, within)),
                        scope)
                .thenApply(reply -> output(route, reply, to - from));
    }

    private static byte[] request(ModelRoute route, List<Tensor> tensors) {
        return new InferenceRequest(
                        route.model(), "", "", Map.of(), tensors, List.of(RequestedOutput.of(route.output())))
                .write()
                .toByteArray();
    }

    private static Tensor output(ModelRoute route, Reply<GrpcAnswer> reply, int samples) {
        if (reply.outcome() != Outcome.ANSWERED) {
            throw new Refusal(failure(route, reply));
        }
        try {
            Tensor tensor = InferenceResponse.read(
                            ModelInferResponse.parseFrom(reply.answer().message()))
                    .output(route.output())
                    .orElseThrow(() -> internal(route, "without output '" + route.output() + "'"));
            Tensor rows =
                    route.requireSignature().batches() ? tensor : tensor.shaped(SampleBatch.withBatch(tensor.shape()));
            if (rows.shape().first() != samples) {
                throw internal(route, "with " + rows.shape().first() + " rows for " + samples + " samples");
            }
            return rows;
        } catch (InvalidProtocolBufferException | InvalidTensorException wrong) {
            throw internal(route, "with what is no answer: " + wrong.getMessage());
        }
    }

    private static Status failure(ModelRoute route, Reply<GrpcAnswer> reply) {
        String sentence = "model '" + route.model() + "' was executed for this and failed: " + reply.error();
        Status.Code code = reply.answer().status().getCode();
        return switch (reply.outcome()) {
            case ANSWERED -> throw new IllegalArgumentException("an answer is no failure");
            case GONE -> Status.UNAVAILABLE.withDescription(
                    "model '" + route.model() + "' cannot be executed now: " + reply.error());
            case BROKEN -> Status.UNAVAILABLE.withDescription(sentence);
            case REFUSED -> Status.fromCode(code).withDescription(sentence);
        };
    }

    private static Refusal internal(ModelRoute route, String fault) {
        return new Refusal(Status.INTERNAL.withDescription("model '" + route.model() + "' answered " + fault));
    }
}
