package dev.mlink.runtime.training;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;

/**
 * What the links of a bank see: the output of each one's source, and what the target said.
 *
 * @param inputs standardised outputs, one matrix for each network
 * @param labels of the target they have in common
 * @param dropout leaves out units of the hidden layer
 */
record LinkExamples(List<Matrix> inputs, Matrix labels, Dropout dropout) implements Examples {
    @Override
    public int size() {
        return labels.size();
    }

    @Override
    public NDList inputs(NDManager manager, int[] samples, boolean fitting) {
        int widest = inputs.stream().mapToInt(Matrix::width).max().orElseThrow();
        float[] values = new float[inputs.size() * samples.length * widest];
        int to = 0;
        for (Matrix matrix : inputs) {
            for (int sample : samples) {
                System.arraycopy(matrix.rows()[sample], 0, values, to, matrix.width());
                to += widest;
            }
        }
        NDList list = new NDList(manager.create(values, new Shape(inputs.size(), samples.length, widest)));
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
