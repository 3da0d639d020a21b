package dev.mlink.benchmark;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.listener.TrainingListener;
import ai.djl.training.loss.Loss;
import ai.djl.training.loss.SoftmaxCrossEntropyLoss;
import ai.djl.translate.TranslateException;
import dev.mlink.admin.v1alpha1.LinkTraining;
import dev.mlink.admin.v1alpha1.Task;
import java.io.IOException;

/**
 * One link, trained the way DJL's own guide trains a network.
 *
 * @param inputs the source's outputs, standardised, [samples, in]
 * @param labels the target's, [samples, out]
 * @param task the target's, which chooses the loss
 * @param recipe epochs, batches, rate and hidden units
 */
record FrameworkLink(NDArray inputs, NDArray labels, Task task, LinkTraining recipe) {
    /** As the link-runtime cuts a profile: half of the samples fit, the next 15 % choose. */
    private static final double FITTING = .5;

    private static final double CHOOSING = .15;
    private static final int FEWEST_HIDDEN = 32;

    /** @return the loss on the samples that choose, after the last epoch */
    float train() {
        long samples = inputs.getShape().get(0);
        long fitting = Math.round(FITTING * samples);
        long choosing = fitting + Math.round(CHOOSING * samples);
        try (Model model = Model.newInstance("link", Device.cpu(), "PyTorch")) {
            model.setBlock(network());
            DefaultTrainingConfig how = new DefaultTrainingConfig(loss())
                    .optOptimizer(new RmsProp(recipe.getLearningRate()))
                    .addTrainingListeners(TrainingListener.Defaults.basic());
            try (Trainer trainer = model.newTrainer(how)) {
                trainer.initialize(new Shape(1, inputs.getShape().get(1)));
                EasyTrain.fit(trainer, recipe.getEpochs(), part(0, fitting), part(fitting, choosing));
                return trainer.getTrainingResult().getValidateLoss();
            }
        } catch (IOException | TranslateException impossible) {
            throw new IllegalStateException("arrays in memory need neither files nor translation", impossible);
        }
    }

    private SequentialBlock network() {
        long out = labels.getShape().get(1);
        long units = recipe.getHidden() > 0 ? recipe.getHidden() : Math.max(FEWEST_HIDDEN, 2 * out);
        return new SequentialBlock()
                .add(Linear.builder().setUnits(units).build())
                .add(Activation.reluBlock())
                .add(Linear.builder().setUnits(out).build());
    }

    private Loss loss() {
        return switch (task) {
            case SINGLE_LABEL -> new SoftmaxCrossEntropyLoss("loss", 1, -1, false, true);
            case MULTI_LABEL -> Loss.sigmoidBinaryCrossEntropyLoss();
            case REGRESSION -> Loss.l1Loss();
            case BOUNDING_BOX -> Loss.l2Loss();
            default -> throw new IllegalArgumentException("no link of digits leads to a " + task);
        };
    }

    private ArrayDataset part(long from, long to) {
        String rows = from + ":" + to;
        return new ArrayDataset.Builder()
                .setData(inputs.get(rows))
                .optLabels(labels.get(rows))
                .setSampling(recipe.getBatchSize(), true)
                .build();
    }
}
