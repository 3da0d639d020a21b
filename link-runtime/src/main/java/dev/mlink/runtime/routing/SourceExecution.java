package dev.mlink.runtime.routing;

import dev.mlink.triton.tensor.Tensor;
import io.grpc.Context;
import java.util.concurrent.CompletionStage;

/** Has a model executed for a prediction or the group. */
interface SourceExecution {

    /**
     * Executes one model, part by part as large as its batches may be.
     *
     * @return its declared output, first axis the samples; fails with a {@link Refusal}: the code UNAVAILABLE when it is
     *     gone, DEADLINE_EXCEEDED when it is late, another one when it refused or broke
     */
    CompletionStage<Tensor> run(RoutingTable table, ModelRoute route, SampleBatch batch, Context scope);
}
