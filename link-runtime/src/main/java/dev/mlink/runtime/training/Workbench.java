package dev.mlink.runtime.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.training.optimizer.Optimizer;
import java.util.stream.IntStream;

/**
 * Where one network is fitted; closing it frees the framework's memory. The framework's own trainer takes gradients
 * that add up to zero for a mistake and fails, yet those of a softmax over weights always do.
 */
final class Workbench implements AutoCloseable {
    private final NDManager manager;
    private final ParameterStore parameters;
    private final Distance distance;
    private final Optimizer rule;
    private final Gradients gradients = new Gradients();

    Workbench(NDManager manager, Distance distance, Optimizer rule) {
        this.manager = manager;
        this.parameters = new ParameterStore(manager, false);
        this.distance = distance;
        this.rule = rule;
    }

    NDManager manager() {
        return manager;
    }

    /** Shapes of the inputs of one sample. */
    Shape[] shapes(Examples examples) {
        try (NDManager step = manager.newSubManager()) {
            return examples.inputs(step, new int[] {0}, true).getShapes();
        }
    }

    /** One step along the gradient of these samples. */
    void step(Block block, Examples examples, int[] samples) {
        try (NDManager step = manager.newSubManager()) {
            gradients.of(
                    () -> losses(block, examples, step, samples, true, distance).sum());
        }
        gradients.changing(() -> block.getParameters().forEach(parameter -> {
            NDArray weights = parameter.getValue().getArray();
            rule.update(parameter.getKey(), weights, weights.getGradient());
        }));
    }

    /** Loss of each network over all samples, with nothing left out. */
    float[] losses(Block block, Examples examples, Distance judgement) {
        try (NDManager step = manager.newSubManager()) {
            int[] all = IntStream.range(0, examples.size()).toArray();
            return gradients.without(
                    () -> losses(block, examples, step, all, false, judgement).toFloatArray());
        }
    }

    private NDArray losses(
            Block block, Examples examples, NDManager step, int[] samples, boolean fitting, Distance judge) {
        NDList answers = block.forward(parameters, aligned(examples.inputs(step, samples, fitting)), fitting);
        return judge.of(aligned(examples.labels(step, samples)), answers);
    }

    /**
     * Copies in the framework's own memory. An array made of Java's lies where Java has put it, differently in each run,
     * and a product of matrices is summed in an order that follows where they lie.
     */
    private static NDList aligned(NDList arrays) {
        return new NDList(arrays.stream().map(NDArray::duplicate).toArray(NDArray[]::new));
    }

    @Override
    public void close() {
        manager.close();
    }
}
