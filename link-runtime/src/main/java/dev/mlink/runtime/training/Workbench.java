package dev.mlink.runtime.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.GradientCollector;
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
        try (NDManager step = manager.newSubManager();
                GradientCollector gradients = manager.getEngine().newGradientCollector()) {
            NDList answers = block.forward(parameters, examples.inputs(step, samples, true), true);
            gradients.backward(
                    distance.of(examples.labels(step, samples), answers).sum());
        }
        block.getParameters().forEach(parameter -> {
            NDArray weights = parameter.getValue().getArray();
            rule.update(parameter.getKey(), weights, weights.getGradient());
        });
    }

    /** Loss of each network over all samples, with nothing left out. */
    float[] losses(Block block, Examples examples, Distance judgement) {
        try (NDManager step = manager.newSubManager()) {
            int[] all = IntStream.range(0, examples.size()).toArray();
            NDList answers = block.forward(parameters, examples.inputs(step, all, false), false);
            return judgement.of(examples.labels(step, all), answers).toFloatArray();
        }
    }

    @Override
    public void close() {
        manager.close();
    }
}
