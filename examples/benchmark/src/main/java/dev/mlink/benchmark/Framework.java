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
    private final Predictor<float[], float[]> predictor;
    private final float[] sample;

    private Framework(Model model, float[] sample) {
        this.model = model;
        this.predictor = model.newPredictor(new PlainArrays());
        this.sample = sample;
    }

    /** Initialises the block with random weights and puts it to work. */
    static Framework of(Block block, float[] sample) {
        Model model = Model.newInstance("benchmark", Device.cpu(), ENGINE);
        block.initialize(model.getNDManager(), DataType.FLOAT32, new Shape(1, sample.length));
        model.setBlock(block);
        return new Framework(model, sample);
    }

    float[] answer() {
        try {
            return predictor.predict(sample);
        } catch (TranslateException impossible) {
            throw new IllegalStateException("an array in and an array out need no translation", impossible);
        }
    }

    @Override
    public void close() {
        predictor.close();
        model.close();
    }

    /** One row in, one row out. */
    private static final class PlainArrays implements NoBatchifyTranslator<float[], float[]> {
        @Override
        public NDList processInput(TranslatorContext context, float[] input) {
            NDManager manager = context.getNDManager();
            return new NDList(manager.create(input, new Shape(1, input.length)));
        }

        @Override
        public float[] processOutput(TranslatorContext context, NDList outputs) {
            return outputs.singletonOrThrow().toFloatArray();
        }
    }
}
