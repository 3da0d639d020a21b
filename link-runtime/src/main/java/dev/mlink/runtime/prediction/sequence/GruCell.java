package dev.mlink.runtime.prediction.sequence;

import java.util.Arrays;

/**
 * Gated recurrent unit, one step a word. With the thirds {@code r, z, n} of what comes in and of {@code h · Wr + b}:
 * {@code h = (1 - z) tanh(n_in + s(r) n_rec) + z h} where {@code z = s(z_in + z_rec)}.
 *
 * @param recurrent Wr, [G, 3 G]
 * @param bias b, [3 G]
 */
record GruCell(WeightMatrix recurrent, float[] bias) {

    /** What one text has left behind so far; of one thread. */
    static final class State {
        private final float[] output;
        private final float[] incoming;
        private final float[] recurring;

        State(int units) {
            this.output = new float[units];
            this.incoming = new float[3 * units];
            this.recurring = new float[3 * units];
        }

        float[] output() {
            return output;
        }

        /** The gates' share of what comes in, [3 G]; to be filled before each step. */
        float[] incoming() {
            return incoming;
        }

        void clear() {
            Arrays.fill(output, 0);
        }
    }

    int units() {
        return recurrent.height();
    }

    /** Moves on by what is in {@link State#incoming()}, which it uses up. */
    void step(State state) {
        int units = units();
        float[] in = state.incoming;
        float[] back = state.recurring;
        System.arraycopy(bias, 0, back, 0, back.length);
        recurrent.addProduct(state.output, back);
        for (int i = 0; i < 2 * units; i++) {
            in[i] += back[i];
        }
        Squash.sigmoid(in, 0, 2 * units);
        for (int i = 2 * units; i < 3 * units; i++) {
            in[i] += in[i - 2 * units] * back[i];
        }
        Squash.tanh(in, 2 * units, 3 * units);
        for (int i = 0; i < units; i++) {
            float candidate = in[2 * units + i];
            state.output[i] = candidate + in[units + i] * (state.output[i] - candidate);
        }
    }
}
