package dev.mlink.runtime.prediction.sequence;

import java.util.Arrays;

/**
 * Long short-term memory over words, one step a word: {@code i, f, g, o} are the quarters of {@code e(word) · Wi + b + h ·
 * Wr}, then {@code c = s(f) c + s(i) tanh(g)} and {@code h = s(o) tanh(c)}. What a word adds to the gates is computed when
 * the link is compiled.
 *
 * @param words [vocabulary, 4 H]: {@code e(word) · Wi + b}
 * @param recurrent Wr, [H, 4 H]
 */
record LstmCell(WeightMatrix words, WeightMatrix recurrent) {

    /** What one text has left behind so far; of one thread. */
    static final class State {
        private final float[] output;
        private final float[] cell;
        private final float[] gates;
        private final float[] bounded;

        State(int units) {
            this.output = new float[units];
            this.cell = new float[units];
            this.gates = new float[4 * units];
            this.bounded = new float[units];
        }

        float[] output() {
            return output;
        }

        void clear() {
            Arrays.fill(output, 0);
            Arrays.fill(cell, 0);
        }
    }

    int units() {
        return recurrent.height();
    }

    /** Reads one word. */
    void step(int word, State state) {
        int units = units();
        float[] gates = state.gates;
        System.arraycopy(words.row(word), 0, gates, 0, gates.length);
        recurrent.addProduct(state.output, gates);
        Squash.sigmoid(gates, 0, 2 * units);
        Squash.tanh(gates, 2 * units, 3 * units);
        Squash.sigmoid(gates, 3 * units, 4 * units);
        for (int i = 0; i < units; i++) {
            state.cell[i] = gates[units + i] * state.cell[i] + gates[i] * gates[2 * units + i];
        }
        System.arraycopy(state.cell, 0, state.bounded, 0, units);
        Squash.tanh(state.bounded, 0, units);
        for (int i = 0; i < units; i++) {
            state.output[i] = gates[3 * units + i] * state.bounded[i];
        }
    }
}
