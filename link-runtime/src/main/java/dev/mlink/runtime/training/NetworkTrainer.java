package dev.mlink.runtime.training;

import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.initializer.XavierInitializer;
import ai.djl.training.optimizer.Optimizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * Fits networks. Of each the epoch is kept that did best on samples that did not fit it (article, training protocol:
 * best checkpoint); where the rate falls to zero that is the last one, since what is still learned there is too fine
 * for a few samples to tell.
 */
final class NetworkTrainer {
    private final Torch torch;
    private final IntConsumer passes;

    /** @param passes takes, after each epoch, how many networks went through it */
    NetworkTrainer(Torch torch, IntConsumer passes) {
        this.torch = torch;
        this.passes = passes;
    }

    /**
     * @param network with parameters not yet made
     * @param fitting what steps follow
     * @param choosing what the kept epoch is chosen by
     * @param distance what steps lessen
     * @param judgement what the kept epoch is chosen by
     * @param recipe epochs, batches, rate and rule
     * @param seed equal arguments give equal weights
     * @return the kept epoch of each network; empty for one whose training diverged
     */
    <W> List<Optional<Fitted<W>>> train(
            Network<W> network,
            Examples fitting,
            Examples choosing,
            Distance distance,
            Distance judgement,
            Recipe recipe,
            long seed) {
        Batches batches = new Batches(fitting.size(), recipe.batchSize(), seed);
        try (Workbench workbench = torch.workbench(distance, optimizer(recipe, batches.perEpoch()))) {
            torch.seeded(seed, () -> initialize(network.block(), workbench, fitting));
            Supplier<float[]> losses = () -> workbench.losses(network.block(), choosing, judgement);
            Checkpoints<W> checkpoints = new Checkpoints<>(network.weights(), losses.get());
            int networks = checkpoints.size();
            for (int epoch = 1; epoch <= recipe.epochs() && !checkpoints.allDiverged(); epoch++) {
                batches.nextEpoch().forEach(batch -> workbench.step(network.block(), fitting, batch));
                if (!recipe.decaying()) {
                    checkpoints.offer(network, losses.get());
                }
                passes.accept(networks);
            }
            return recipe.decaying() ? new Checkpoints<>(network.weights(), losses.get()).best() : checkpoints.best();
        }
    }

    /**
     * One network at its kept epoch.
     *
     * @param weights its parameters
     * @param loss on the samples that chose the epoch
     */
    record Fitted<W>(W weights, float loss) {}

    /** The best epoch of each network so far. */
    private static final class Checkpoints<W> {
        private final List<W> best;
        private final float[] losses;

        Checkpoints(List<W> first, float[] losses) {
            this.best = new ArrayList<>(first);
            this.losses = losses;
        }

        void offer(Network<W> network, float[] now) {
            List<W> weights = List.of();
            for (int i = 0; i < now.length; i++) {
                boolean better = now[i] < losses[i];
                if (better && weights.isEmpty()) {
                    weights = network.weights();
                }
                if (better) {
                    best.set(i, weights.get(i));
                }
                // once it is not a number, no epoch is better, and it stays diverged
                losses[i] = better || !Float.isFinite(now[i]) ? now[i] : losses[i];
            }
        }

        int size() {
            return best.size();
        }

        boolean allDiverged() {
            for (float loss : losses) {
                if (Float.isFinite(loss)) {
                    return false;
                }
            }
            return true;
        }

        List<Optional<Fitted<W>>> best() {
            List<Optional<Fitted<W>>> kept = new ArrayList<>();
            for (int i = 0; i < losses.length; i++) {
                kept.add(
                        Float.isFinite(losses[i])
                                ? Optional.of(new Fitted<>(best.get(i), losses[i]))
                                : Optional.empty());
            }
            return kept;
        }
    }

    /** Glorot uniform for layers that bring no initial weights of their own, as the article's framework has it. */
    private static void initialize(Block block, Workbench workbench, Examples examples) {
        block.setInitializer(
                new XavierInitializer(XavierInitializer.RandomType.UNIFORM, XavierInitializer.FactorType.AVG, 3),
                Parameter.Type.WEIGHT);
        block.initialize(workbench.manager(), DataType.FLOAT32, workbench.shapes(examples));
    }

    private static Optimizer optimizer(Recipe recipe, int stepsPerEpoch) {
        return switch (recipe.optimizer()) {
            case RMSPROP -> new RmsProp((float) recipe.learningRate());
            case ADAM -> Optimizer.adam()
                    .optLearningRateTracker(recipe.rates(stepsPerEpoch))
                    .optWeightDecays((float) recipe.weightDecay())
                    .build();
            case SGD -> Optimizer.sgd()
                    .setLearningRateTracker(recipe.rates(stepsPerEpoch))
                    .optWeightDecays((float) recipe.weightDecay())
                    .build();
        };
    }
}
