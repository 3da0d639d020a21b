package dev.mlink.runtime.training;

import dev.mlink.runtime.evaluation.Observations;
import dev.mlink.runtime.store.Description.Member;
import dev.mlink.runtime.store.NpyArray;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The outputs of all models of a joint network side by side.
 *
 * @param models in the order of their columns
 */
record JointColumns(List<Column> models) {

    /**
     * One model's columns.
     *
     * @param from the first of them
     * @param inputs standardises what the model answered, to be read
     * @param supervision how the model supervises, to be answered for
     */
    record Column(String model, String task, int from, Scaling inputs, Supervision supervision) {
        int size() {
            return inputs.mean().length;
        }

        Member member() {
            return new Member(model, size(), task, supervision.activation());
        }
    }

    static JointColumns of(Plan plan, Collection<String> models, Lesson lesson) {
        List<Column> columns = new ArrayList<>();
        int from = 0;
        for (String model : models) {
            Scaling inputs = Scaling.of(lesson.fitting().of(model));
            String task = plan.models().get(model).task().text();
            columns.add(new Column(model, task, from, inputs, lesson.supervision(model)));
            from += inputs.mean().length;
        }
        return new JointColumns(List.copyOf(columns));
    }

    int width() {
        return models.stream().mapToInt(Column::size).sum();
    }

    /** What was answered, standardised to be read, [samples, width]. */
    Matrix inputs(Observations samples) {
        return side(samples.size(), column -> column.inputs().apply(samples.of(column.model())));
    }

    /** What was answered, as the losses want it, [samples, width]. */
    Matrix labels(Observations samples) {
        return side(samples.size(), column -> column.supervision().labels(samples.of(column.model())));
    }

    /** The scalings as an artefact has them. */
    Map<String, NpyArray> scalings() {
        Scaling read = inputScaling();
        Scaling said = targetScaling();
        return Map.of(
                "input_mean", NpyArray.of(read.mean(), width()),
                "input_scale", NpyArray.of(read.scale(), width()),
                "target_mean", NpyArray.of(said.mean(), width()),
                "target_scale", NpyArray.of(said.scale(), width()));
    }

    /** The scalings of all columns as one. */
    Scaling inputScaling() {
        return joined(models.stream().map(Column::inputs).toList());
    }

    /** From labels to answers in the models' own units. */
    Scaling targetScaling() {
        return joined(
                models.stream().map(column -> column.supervision().scaling()).toList());
    }

    private Matrix side(int samples, Function<Column, float[][]> rows) {
        float[][] joined = new float[samples][width()];
        for (Column column : models) {
            float[][] part = rows.apply(column);
            for (int sample = 0; sample < samples; sample++) {
                System.arraycopy(part[sample], 0, joined[sample], column.from(), column.size());
            }
        }
        return new Matrix(joined);
    }

    private Scaling joined(List<Scaling> parts) {
        float[] mean = new float[width()];
        float[] scale = new float[width()];
        int from = 0;
        for (Scaling part : parts) {
            System.arraycopy(part.mean(), 0, mean, from, part.mean().length);
            System.arraycopy(part.scale(), 0, scale, from, part.scale().length);
            from += part.mean().length;
        }
        return new Scaling(mean, scale);
    }
}
