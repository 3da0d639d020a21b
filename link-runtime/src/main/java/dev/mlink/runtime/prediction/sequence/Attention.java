package dev.mlink.runtime.prediction.sequence;

import dev.mlink.runtime.store.Artifact;
import java.util.Arrays;

/**
 * Additive attention over what an encoder said at each word: {@code a = softmax(v · tanh(keys + h · Wq))}, {@code context =
 * sum a_t encoded_t}. No words give no context.
 *
 * @param key [G, A]
 * @param keyBias [A]
 * @param query Wq, [G, A]
 * @param score v, [A]
 */
record Attention(WeightMatrix key, float[] keyBias, WeightMatrix query, float[] score) {

    /** The encoded words of one text; of one thread. */
    static final class Memory {
        private final float[][] encoded;
        private final float[][] keys;
        private final float[] weights;
        private final float[] query;
        private final float[] match;
        private final float[] context;
        private int size;

        Memory(int longest, int units, int attention) {
            this.encoded = new float[longest][units];
            this.keys = new float[longest][attention];
            this.weights = new float[longest];
            this.query = new float[attention];
            this.match = new float[attention];
            this.context = new float[units];
        }

        void clear() {
            size = 0;
        }
    }

    static Attention of(Artifact artifact) {
        return new Attention(
                WeightMatrix.of(artifact, "key_weight"),
                artifact.array("key_bias").floats(),
                WeightMatrix.of(artifact, "query_weight"),
                artifact.array("score_weight").floats());
    }

    Memory memory(int longest) {
        return new Memory(longest, key.height(), key.width());
    }

    /** Keeps what the encoder says after one more word. */
    void remember(float[] encoded, Memory memory) {
        System.arraycopy(encoded, 0, memory.encoded[memory.size], 0, encoded.length);
        System.arraycopy(keyBias, 0, memory.keys[memory.size], 0, keyBias.length);
        key.addProduct(encoded, memory.keys[memory.size]);
        memory.size++;
    }

    /** What the text says to a decoder in this state; the memory's own until the next call. */
    float[] context(float[] state, Memory memory) {
        Arrays.fill(memory.context, 0);
        weigh(state, memory);
        for (int i = 0; i < memory.size; i++) {
            WeightMatrix.addScaled(memory.weights[i], memory.encoded[i], memory.context);
        }
        return memory.context;
    }

    private void weigh(float[] state, Memory memory) {
        Arrays.fill(memory.query, 0);
        query.addProduct(state, memory.query);
        float highest = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < memory.size; i++) {
            memory.weights[i] = match(memory.keys[i], memory);
            highest = Math.max(highest, memory.weights[i]);
        }
        double sum = 0;
        for (int i = 0; i < memory.size; i++) {
            memory.weights[i] = (float) Math.exp(memory.weights[i] - highest);
            sum += memory.weights[i];
        }
        for (int i = 0; i < memory.size; i++) {
            memory.weights[i] /= (float) sum;
        }
    }

    private float match(float[] keys, Memory memory) {
        float[] match = memory.match;
        for (int i = 0; i < match.length; i++) {
            match[i] = keys[i] + memory.query[i];
        }
        Squash.tanh(match, 0, match.length);
        return dot(match, score);
    }

    private static float dot(float[] a, float[] b) {
        float sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
