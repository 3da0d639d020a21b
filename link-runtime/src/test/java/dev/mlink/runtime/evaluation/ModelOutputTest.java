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
    void readsATextAndRefusesAMetricOfNumbersForIt() {
        ModelOutput caption =
                ModelOutput.of("caption", output(dev.mlink.admin.v1alpha1.Task.TEXT, MetricType.WORD_ACCURACY));
        assertThat(caption).isEqualTo(new ModelOutput("caption", Task.TEXT, new Metric.WordAccuracy(.25)));
        assertThatThrownBy(() -> caption.requireWidth(2)).hasMessageContaining("holds one text");
        assertThatThrownBy(() ->
                        ModelOutput.of("caption", output(dev.mlink.admin.v1alpha1.Task.TEXT, MetricType.ACCURACY)))
                .hasMessage("model 'caption': metric ACCURACY does not score a Text; write WORD_ACCURACY");
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
