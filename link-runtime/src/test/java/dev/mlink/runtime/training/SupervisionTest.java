package dev.mlink.runtime.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.mlink.runtime.evaluation.Metric;
import dev.mlink.runtime.evaluation.ModelOutput;
import dev.mlink.runtime.evaluation.Task;
import dev.mlink.runtime.store.Description.Activation;
import org.junit.jupiter.api.Test;

class SupervisionTest {
    private static final ModelOutput LABEL = new ModelOutput("class", Task.SINGLE_LABEL, new Metric.Accuracy());

    @Test
    void aDistributionSupervisesAsItIs() {
        float[][] rows = {{.25f, .75f}, {1, 0}};
        Supervision supervision = Supervision.of(LABEL, rows);
        assertThat(supervision.activation()).isEqualTo(Activation.SOFTMAX);
        assertThat(supervision.labels(rows)).isDeepEqualTo(rows);
    }

    @Test
    void logitsSuperviseAsADistributionAndAreServedAsLogarithms() {
        float[][] rows = {{1000, 1000 + (float) Math.log(3)}, {-2, 5}};
        Supervision supervision = Supervision.of(LABEL, rows);
        assertThat(supervision.activation()).isEqualTo(Activation.LOG_SOFTMAX);
        assertThat(supervision.labels(rows)[0][1]).isCloseTo(.75f, within(1e-3f));
    }

    @Test
    void numbersAreStandardised() {
        ModelOutput count = new ModelOutput("count", Task.REGRESSION, new Metric.WithinTolerance(.5));
        float[][] rows = {{2}, {6}};
        Supervision supervision = Supervision.of(count, rows);
        assertThat(supervision.activation()).isEqualTo(Activation.LINEAR);
        assertThat(supervision.loss()).isEqualTo(SoftLabelLoss.Kind.ABSOLUTE_ERROR);
        assertThat(supervision.labels(rows)).isDeepEqualTo(new float[][] {{-1}, {1}});
    }

    @Test
    void aSetMustBeProbabilities() {
        ModelOutput tags = new ModelOutput("tags", Task.MULTI_LABEL, new Metric.ExactSet());
        assertThat(Supervision.of(tags, new float[][] {{0, 1, .5f}}).loss())
                .isEqualTo(SoftLabelLoss.Kind.BINARY_CROSS_ENTROPY);
        assertThatThrownBy(() -> Supervision.of(tags, new float[][] {{-4, 2, 1}}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("model 'tags' declares MultiLabel, but answered -4.0; a MultiLabel output holds"
                        + " probabilities from 0 to 1");
    }
}
