package dev.mlink.benchmark;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslateException;
import ai.djl.translate.TranslatorContext;

/** A block of DJL with one sample to answer for, asked the way DJL's users ask: through a predictor. */
final class Framework implements AutoCloseable {
    private static final String ENGINE = "PyTorch";

    private final Model model;
    private final Predictor<Sample, float[]> predictor;
    private final Sample sample;

    /** What a block takes, a batch of one. */
    interface Sample {
        NDList on(NDManager manager);
    }

    private Framework(Model model, Sample sample) {
        this.model = model;
        this.predictor = model.newPredictor(new PlainArrays());
        this.sample = sample;
    }

    /** Initialises the block with random weights and puts it to work. */
    static Framework of(Block block, Sample sample) {
        Model model = Model.newInstance("benchmark", Device.cpu(), ENGINE);
        try (NDManager passing = model.getNDManager().newSubManager()) {
            block.initialize(
                    model.getNDManager(), DataType.FLOAT32, sample.on(passing).getShapes());
        }
        model.setBlock(block);
        return new Framework(model, sample);
    }

    /** One vector. */
    static Sample row(float[] values) {
        return manager -> new NDList(manager.create(values, new Shape(1, values.length)));
    }

    float[] answer() {
        try {
            return predictor.predict(sample);
        } catch (TranslateException impossible) {
            throw new IllegalStateException("arrays need no translation", impossible);
        }
    }

    @Override
    public void close() {
        predictor.close();
        model.close();
    }

    private static final class PlainArrays implements NoBatchifyTranslator<Sample, float[]> {
        @Override
        public NDList processInput(TranslatorContext context, Sample sample) {
            return sample.on(context.getNDManager());
        }

        @Override
        public float[] processOutput(TranslatorContext context, NDList outputs) {
            return outputs.singletonOrThrow().toFloatArray();
        }
    }
}
