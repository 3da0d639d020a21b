package dev.mlink.runtime.prediction;

import dev.mlink.runtime.store.Artifact;
import java.util.List;

/**
 * Linear predictors for every activation set in closed form. The artefact holds the moments of all outputs, G = X'X / n
 * of what is read and C = X'Y / n of what is answered; for the columns of the active models W = (G + p I)^-1 C, with the
 * target's own penalty p.
 */
public final class RidgeMap {
    private final GroupColumns columns;
    private final float[] mean;
    private final float[] scale;
    private final float[] gram;
    private final float[] cross;
    private final float[] labelMean;
    private final float[] penalty;
    private final float[] targetMean;
    private final float[] targetScale;

    private RidgeMap(Artifact artifact) {
        this.columns = new GroupColumns(artifact.description().members());
        this.mean = artifact.array("input_mean").floats();
        this.scale = artifact.array("input_scale").floats();
        this.gram = artifact.array("gram").floats();
        this.cross = artifact.array("cross").floats();
        this.labelMean = artifact.array("label_mean").floats();
        this.penalty = artifact.array("penalty").floats();
        this.targetMean = artifact.array("target_mean").floats();
        this.targetScale = artifact.array("target_scale").floats();
    }

    /** Compiles the arrays of a Ridge artefact. */
    public static RidgeMap of(Artifact artifact) {
        return new RidgeMap(artifact);
    }

    /** Names of the models that it reads and answers for. */
    public List<String> models() {
        return columns.models();
    }

    /**
     * The linear predictor of a target from some active models.
     *
     * @param sources at least one, not the target
     */
    public RidgePredictor predictor(String target, List<String> sources) {
        int[] read = columns.of(sources);
        int[] said = columns.of(List.of(target));
        NormalEquations equations =
                new NormalEquations(part(gram, read, read), read.length, penalty[columns.position(target)]);
        LastLayer layer = new LastLayer(
                        floats(equations.solve(part(cross, read, said), said.length)), at(labelMean, said))
                .scaled(at(targetMean, said), at(targetScale, said));
        int[] sizes = sources.stream()
                .mapToInt(source -> columns.member(source).size())
                .toArray();
        return new RidgePredictor(sources, sizes, at(mean, read), at(scale, read), layer, columns.activation(target));
    }

    private double[] part(float[] matrix, int[] rows, int[] chosen) {
        double[] part = new double[rows.length * chosen.length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < chosen.length; j++) {
                part[i * chosen.length + j] = matrix[rows[i] * columns.width() + chosen[j]];
            }
        }
        return part;
    }

    private static float[] at(float[] values, int[] chosen) {
        float[] some = new float[chosen.length];
        for (int i = 0; i < some.length; i++) {
            some[i] = values[chosen[i]];
        }
        return some;
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
