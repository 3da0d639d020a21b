package dev.mlink.runtime.prediction.sequence;

import dev.mlink.runtime.store.Artifact;
import java.util.Arrays;

/**
 * The vec2seq network: {@code context = relu((x - mean) / scale · We + be)}, which the decoder sees beside each word. There
 * is one context only, so attention over it is certain. Safe for many threads; nothing is allocated per sample.
 */
public final class VectorToWords implements WordLink {
    private final float[] mean;
    private final float[] scale;
    private final WeightMatrix encoder;
    private final float[] encoderBias;
    private final WordWriter writer;
    private final ThreadLocal<Scratch> scratch;

    private record Scratch(float[] input, float[] context, float[] share, WordWriter.State state) {}

    private VectorToWords(Artifact artifact) {
        this.mean = artifact.array("input_mean").floats();
        this.scale = artifact.array("input_scale").floats();
        this.encoder = WeightMatrix.of(artifact, "encoder_weight");
        this.encoderBias = artifact.array("encoder_bias").floats();
        this.writer = WordWriter.of(artifact);
        this.scratch = ThreadLocal.withInitial(() -> new Scratch(
                new float[mean.length],
                new float[encoderBias.length],
                new float[3 * writer.cell().units()],
                writer.state()));
    }

    /** Compiles the arrays of a Vec2Seq artefact. */
    public static VectorToWords of(Artifact artifact) {
        return new VectorToWords(artifact);
    }

    @Override
    public int inputSize() {
        return mean.length;
    }

    @Override
    public int longest() {
        return writer.longest();
    }

    @Override
    public double write(float[] source, int from, float[] answers, int to) {
        Scratch mine = scratch.get();
        for (int i = 0; i < mean.length; i++) {
            mine.input[i] = (source[from + i] - mean[i]) / scale[i];
        }
        System.arraycopy(encoderBias, 0, mine.context, 0, encoderBias.length);
        encoder.addProduct(mine.input, mine.context);
        for (int i = 0; i < mine.context.length; i++) {
            mine.context[i] = Math.max(0, mine.context[i]);
        }
        Arrays.fill(mine.share, 0);
        writer.context().addProduct(mine.context, mine.share);
        Arrays.fill(mine.state.begin(), 0);
        return writer.write(VectorToWords::add, mine.share, mine.state, answers, to);
    }

    private static void add(float[] share, float[] state, float[] incoming) {
        WeightMatrix.addScaled(1, share, incoming);
    }
}
