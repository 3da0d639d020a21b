package dev.mlink.runtime.training;

import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.initializer.XavierInitializer;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.util.Optional;

/**
 * Fits networks and keeps the epoch that did best on samples that did not fit it (article, training protocol: best
 * checkpoint by validation loss).
 */
final class NetworkTrainer {
    private final Torch torch;

    NetworkTrainer(Torch torch) {
        this.torch = torch;
    }

    /**
     * @param network with parameters not yet made
     * @param fitting what steps follow
     * @param choosing what the kept epoch is chosen by
     * @param loss how an answer is judged
     * @param recipe epochs, batches, rate and rule
     * @param seed equal arguments give equal weights
     * @return the parameters of the best epoch; empty when the training diverged
     */
    <W> Optional<W> train(
            Network<W> network, Examples fitting, Examples choosing, SoftLabelLoss loss, Recipe recipe, long seed) {
        torch.seed(seed);
        try (Workbench workbench = torch.workbench(loss, optimizer(recipe))) {
            initialize(network.block(), workbench, fitting);
            W best = network.weights();
            double bestLoss = workbench.loss(network.block(), choosing);
            Batches batches = new Batches(fitting.size(), recipe.batchSize(), seed);
            for (int epoch = 0; epoch < recipe.epochs(); epoch++) {
                batches.nextEpoch().forEach(batch -> workbench.step(network.block(), fitting, batch));
                double chosen = workbench.loss(network.block(), choosing);
                if (!Double.isFinite(chosen)) {
                    return Optional.empty();
                }
                if (chosen < bestLoss) {
                    bestLoss = chosen;
                    best = network.weights();
                }
            }
            return Optional.of(best);
        }
    }

    /** Glorot uniform, as the article's framework starts its layers. */
    private static void initialize(Block block, Workbench workbench, Examples examples) {
        block.setInitializer(
                new XavierInitializer(XavierInitializer.RandomType.UNIFORM, XavierInitializer.FactorType.AVG, 3),
                Parameter.Type.WEIGHT);
        block.initialize(workbench.manager(), DataType.FLOAT32, workbench.shapes(examples));
    }

    private static Optimizer optimizer(Recipe recipe) {
        float rate = (float) recipe.learningRate();
        return switch (recipe.optimizer()) {
            case RMSPROP -> new RmsProp(rate);
            case ADAM -> Optimizer.adam()
                    .optLearningRateTracker(Tracker.fixed(rate))
                    .build();
            case SGD -> Optimizer.sgd()
                    .setLearningRateTracker(Tracker.fixed(rate))
                    .build();
        };
    }
}
