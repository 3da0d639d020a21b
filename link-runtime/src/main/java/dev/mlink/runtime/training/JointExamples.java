package dev.mlink.runtime.training;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.function.IntFunction;

/**
 * What a joint network sees: the outputs of the active models, zero for the others, and which are active.
 *
 * @param columns where each model's output is
 * @param inputs standardised outputs, [samples, width]
 * @param labels what every model answered, as the losses want it, [samples, width]
 * @param active the activation set that a sample is seen with, by its number
 * @param dropout leaves out units of the hidden layer
 */
record JointExamples(JointColumns columns, Matrix inputs, Matrix labels, IntFunction<float[]> active, Dropout dropout)
        implements Examples {
    @Override
    public int size() {
        return labels.size();
    }

    /** @return outputs [n, width], active models [n, models] and, while fitting, the units that stay [1, n, H] */
    @Override
    public NDList inputs(NDManager manager, int[] samples, boolean fitting) {
        int models = columns.models().size();
        int width = columns.width();
        float[] values = new float[samples.length * width];
        float[] sets = new float[samples.length * models];
        for (int i = 0; i < samples.length; i++) {
            float[] set = active.apply(samples[i]);
            System.arraycopy(set, 0, sets, i * models, models);
            for (int model = 0; model < models; model++) {
                JointColumns.Column column = columns.models().get(model);
                if (set[model] > 0) {
                    float[] row = inputs.rows()[samples[i]];
                    System.arraycopy(row, column.from(), values, i * width + column.from(), column.size());
                }
            }
        }
        NDList list = new NDList(
                manager.create(values, new Shape(samples.length, width)),
                manager.create(sets, new Shape(samples.length, models)));
        if (fitting && dropout.rate() > 0) {
            list.add(dropout.draw(manager, samples.length));
        }
        return list;
    }

    @Override
    public NDList labels(NDManager manager, int[] samples) {
        return new NDList(labels.rows(manager, samples));
    }
}
