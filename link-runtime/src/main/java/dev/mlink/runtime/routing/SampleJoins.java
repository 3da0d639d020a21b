package dev.mlink.runtime.routing;

import dev.mlink.runtime.sharing.Caller;
import dev.mlink.runtime.sharing.JoinedInputs;
import dev.mlink.runtime.sharing.JoinedInputs.SampleName;
import dev.mlink.triton.tensor.Tensor;
import io.grpc.Context;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Completes requests that name their sample with what others say of it. One that names none costs nothing. */
final class SampleJoins {
    private final JoinedInputs inputs;

    SampleJoins(JoinedInputs inputs) {
        this.inputs = inputs;
    }

    /** Keeps what a request carries; what cannot be read is not kept, and refused elsewhere. */
    void offer(ClientRequest<?> request, Supplier<SampleBatch> carried) {
        if (!request.directives().join().isEmpty()) {
            try {
                inputs.offer(
                        sample(request.directives(), request.scope()),
                        carried.get().inputs());
            } catch (Refusal unreadable) {
                return;
            }
        }
    }

    /** The request with the inputs that its sources need besides its own, as far as they come in time. */
    CompletionStage<ReadRequest> complete(
            ActiveTable table,
            ModelRoute route,
            PredictorReference predictor,
            ReadRequest read,
            Directives asked,
            Context scope) {
        if (asked.join().isEmpty()) {
            return CompletableFuture.completedFuture(read);
        }
        SampleBatch own = read.samples(route);
        SampleName sample = sample(asked, scope);
        inputs.offer(sample, own.inputs());
        Set<String> missing = needed(table, predictor);
        missing.removeAll(own.inputs().keySet());
        return missing.isEmpty()
                ? CompletableFuture.completedFuture(read)
                : inputs.find(sample, missing, scope).thenApply(found -> read.with(alike(own, found)));
    }

    private static Map<String, Tensor> alike(SampleBatch own, Map<String, Tensor> found) {
        return found.entrySet().stream()
                .filter(input -> input.getValue().shape().first() == own.size())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Set<String> needed(ActiveTable table, PredictorReference predictor) {
        Set<String> needed = new HashSet<>();
        predictor.sources().stream().map(table::route).forEach(source -> source.requireSignature().inputs().stream()
                .filter(input -> !input.optional())
                .forEach(input -> needed.add(source.inputs().get(input.name()))));
        return needed;
    }

    private static SampleName sample(Directives asked, Context scope) {
        return new SampleName(Caller.of(scope), asked.stream(), asked.join());
    }
}
