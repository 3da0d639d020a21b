package dev.mlink.runtime.routing;

import dev.mlink.runtime.prediction.Uncertainty;
import dev.mlink.runtime.sampling.Candidate;
import dev.mlink.runtime.sampling.NumpyTensor;
import dev.mlink.runtime.sampling.Sample;
import dev.mlink.runtime.sampling.SampleIntake;
import dev.mlink.runtime.sampling.SampleTable;
import dev.mlink.runtime.store.NpyArray;
import dev.mlink.triton.tensor.InferenceRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Offers the inputs of accepted requests to learn from, each row of a batch by itself. */
final class SampleCapture {
    private final SampleIntake intake;
    private final Optional<Uncertainty> uncertainty;
    private final NumpyTensor numpy = new NumpyTensor();
    private final SampleTable rows = new SampleTable();

    /** @param uncertainty what is told of each sample; nothing when it is empty */
    SampleCapture(SampleIntake intake, Optional<Uncertainty> uncertainty) {
        this.intake = intake;
        this.uncertainty = uncertainty;
    }

    /** Where what is predicted for one request is remembered, until it is offered. */
    Doubts doubts() {
        return new Doubts(uncertainty);
    }

    /** After a model answered; its request counts only if it carries every input of the group. */
    void accepted(ActiveTable table, ModelRoute route, ClientRequest<?> request, Doubts doubts) {
        if (request.directives().sample() && table.complete().contains(route.model())) {
            offer(
                    request,
                    doubts,
                    () -> SampleBatch.of(
                            InferenceRequest.read(request.decode()).inputs(),
                            route.requireSignature().batches(),
                            route.inputs()));
        }
    }

    /** After the group answered. */
    void accepted(ActiveTable table, GroupModel group, ClientRequest<?> request, Doubts doubts) {
        if (request.directives().sample()) {
            offer(request, doubts, () -> {
                SampleBatch batch =
                        ReadRequest.read(group.signature(), request.decode()).groupSamples();
                boolean complete = batch.inputs().keySet().equals(table.table().groupInputs());
                return complete ? batch : new SampleBatch(0, Map.of());
            });
        }
    }

    private void offer(ClientRequest<?> request, Doubts doubts, Supplier<SampleBatch> batch) {
        intake.offer(
                request.bytesToRead() + doubts.bytes(),
                time -> candidates(batch.get(), doubts, time, request.directives().stream()));
    }

    private List<Candidate> candidates(SampleBatch batch, Doubts doubts, long time, String stream) {
        Map<String, NpyArray> arrays = new TreeMap<>();
        batch.inputs().forEach((name, tensor) -> arrays.put(name, numpy.toArray(tensor)));
        List<Map<String, Double>> uncertainties = doubts.of(batch.size());
        return IntStream.range(0, batch.size())
                .mapToObj(row -> {
                    TreeMap<String, NpyArray> inputs = new TreeMap<>();
                    arrays.forEach((name, array) -> inputs.put(name, rows.row(array, row)));
                    return new Candidate(new Sample(time, inputs, stream), uncertainties.get(row));
                })
                .toList();
    }
}
