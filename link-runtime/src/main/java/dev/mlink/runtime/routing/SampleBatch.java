package dev.mlink.runtime.routing;

import dev.mlink.triton.tensor.Shape;
import dev.mlink.triton.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Samples of one request, free of how its model batches.
 *
 * @param size number of samples
 * @param inputs by group input: first axis the samples
 */
record SampleBatch(int size, Map<String, Tensor> inputs) {

    SampleBatch {
        inputs = Map.copyOf(inputs);
    }

    /**
     * Takes a validated request apart.
     *
     * @param batches whether the tensors have a batch axis
     * @param names the model's tensor to the group's input
     */
    static SampleBatch of(List<Tensor> tensors, boolean batches, Map<String, String> names) {
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        int size = 1;
        for (Tensor tensor : tensors) {
            Tensor samples = batches ? tensor : tensor.shaped(withBatch(tensor.shape()));
            inputs.put(names.get(tensor.name()), samples);
            size = Math.toIntExact(samples.shape().first());
        }
        return new SampleBatch(size, inputs);
    }

    /** What the tensors take in memory. */
    long bytes() {
        return inputs.values().stream()
                .mapToLong(tensor -> tensor.data().size())
                .sum();
    }

    /** Some of the samples, in that order. */
    SampleBatch rows(List<Integer> rows) {
        Map<String, Tensor> chosen = new LinkedHashMap<>();
        inputs.forEach((name, tensor) -> chosen.put(
                name,
                Tensor.concatenate(
                        rows.stream().map(row -> tensor.slice(row, row + 1)).toList())));
        return new SampleBatch(rows.size(), chosen);
    }

    /**
     * Some of the samples as a model wants them.
     *
     * @throws Refusal UNAVAILABLE when the model also needs an input that the request does not carry
     */
    List<Tensor> tensorsFor(ModelRoute route, int from, int to) {
        ModelSignature signature = route.requireSignature();
        List<Tensor> tensors = new ArrayList<>();
        for (TensorSignature input : signature.inputs()) {
            Tensor samples = inputs.get(route.inputs().get(input.name()));
            if (samples != null) {
                Tensor part = samples.slice(from, to).named(input.name());
                tensors.add(signature.batches() ? part : part.shaped(withoutBatch(part.shape())));
            } else if (!input.optional()) {
                throw Refusal.unavailable("model '" + route.model()
                        + "' must be executed for this and needs the group's input '"
                        + route.inputs().get(input.name()) + "'; ask the group, or send a request that carries it");
            }
        }
        return tensors;
    }

    /** Puts the sample axis in front of a shape without one. */
    static Shape withBatch(Shape shape) {
        return new Shape(
                Stream.concat(Stream.of(1L), shape.dimensions().stream()).toList());
    }

    private static Shape withoutBatch(Shape shape) {
        return new Shape(shape.dimensions().subList(1, shape.dimensions().size()));
    }
}
