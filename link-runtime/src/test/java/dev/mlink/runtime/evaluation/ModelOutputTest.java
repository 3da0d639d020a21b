package dev.mlink.runtime.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlink.admin.v1alpha1.MetricType;
import dev.mlink.admin.v1alpha1.Output;
import org.junit.jupiter.api.Test;

class ModelOutputTest {

    @Test
    void readsADeclaration() {
        ModelOutput holes =
                ModelOutput.of("holes", output(dev.mlink.admin.v1alpha1.Task.REGRESSION, MetricType.WITHIN_TOLERANCE));
        assertThat(holes).isEqualTo(new ModelOutput("holes", Task.REGRESSION, new Metric.WithinTolerance(.25)));
    }

    @Test
    void refusesAMetricThatDoesNotScoreTheTask() {
        assertThatThrownBy(() ->
                        ModelOutput.of("class", output(dev.mlink.admin.v1alpha1.Task.SINGLE_LABEL, MetricType.IOU)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("model 'class': metric IOU does not score a SingleLabel; write ACCURACY");
    }

    @Test
    void refusesWhatIsNotSet() {
        assertThatThrownBy(() -> ModelOutput.of("m", Output.getDefaultInstance()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("model 'm': output.task is not set");
    }

    @Test
    void refusesOutputsThatTheDeclarationCannotBeAbout() {
        assertThatThrownBy(() ->
                        new ModelOutput("box", Task.BOUNDING_BOX, new Metric.IntersectionOverUnion()).requireWidth(5))
                .hasMessageContaining("5 elements")
                .hasMessageContaining("(x, y, width, height)");
        assertThatThrownBy(() -> new ModelOutput("class", Task.SINGLE_LABEL, new Metric.Accuracy()).requireWidth(1))
                .hasMessageContaining("one score per class");
    }

    private static Output output(dev.mlink.admin.v1alpha1.Task task, MetricType type) {
        return Output.newBuilder()
                .setTask(task)
                .setMetric(dev.mlink.admin.v1alpha1.Metric.newBuilder()
                        .setType(type)
                        .setTolerance(.25))
                .build();
    }
}
