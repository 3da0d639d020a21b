package dev.mlink.runtime.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.util.JsonFormat;
import dev.mlink.admin.v1alpha1.MetricType;
import dev.mlink.admin.v1alpha1.Task;
import dev.mlink.admin.v1alpha1.TrainingPlan;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class PlanTest {
    private final TrainingPlan good = new Scene()
            .with("a", Task.SINGLE_LABEL, MetricType.ACCURACY, new float[0][])
            .with("b", Task.REGRESSION, MetricType.WITHIN_TOLERANCE, new float[0][])
            .plan("profile-1", 7);

    @Test
    void readsItsJson() throws Exception {
        Plan plan = Plan.parse(JsonFormat.printer().print(good));
        assertThat(plan.profile()).isEqualTo("profile-1");
        assertThat(plan.seed()).isEqualTo(7);
        assertThat(plan.models().keySet()).containsExactly("a", "b");
        assertThat(plan.into("b")).extracting(Plan.Link::source).containsExactly("a");
        assertThat(plan.ensembles().units(1)).isEqualTo(32);
        assertThat(plan.ensembles().units(40)).isEqualTo(80);
    }

    @Test
    void fieldsOfALaterVersionAreNoError() {
        assertThat(Plan.parse(json().replaceFirst("\\{", "{\"invented\": 1,")).profile())
                .isEqualTo("profile-1");
    }

    @Test
    void saysWhatIsWrongWithAField() {
        refuses(plan -> plan.setFormat(2), "format is 2; this version reads 1");
        refuses(plan -> plan.setProfile(""), "profile is empty");
        refuses(TrainingPlan.Builder::clearModels, "models is empty");
        refuses(plan -> plan.addModels(plan.getModels(0)), "'a' is empty or there twice");
        refuses(plan -> plan.getLinksBuilder(0).setTarget("c"), "links[0].target is 'c'", "[a, b]");
        refuses(plan -> plan.getLinksBuilder(1).setTarget("b"), "links[1] leads from 'b' to 'b'");
        refuses(plan -> plan.addLinks(plan.getLinks(0)), "links[2] leads from 'a' to 'b'");
        refuses(plan -> plan.getLinksBuilder(0).getTrainingBuilder().setEpochs(0), "links[0].training.epochs is 0");
        refuses(plan -> plan.getEnsemblesBuilder().setBatchSize(0), "ensembles.batchSize is 0");
        refuses(plan -> plan.getEnsemblesBuilder().setLearningRate(-1), "ensembles.learningRate is -1.0");
        refuses(plan -> plan.getEnsemblesBuilder().setDropout(1), "ensembles.dropout is 1.0");
        refuses(plan -> plan.getEnsemblesBuilder().setHidden(-1), "ensembles.hidden is -1");
        refuses(
                plan -> plan.getEnsemblesBuilder().setOptimizer("Adagrad"),
                "ensembles.optimizer is 'Adagrad'; write RMSprop, Adam or SGD");
    }

    @Test
    void saysWhatIsNoPlan() {
        assertThatThrownBy(() -> Plan.parse("models: []"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no TrainingPlan in JSON");
    }

    private String json() {
        try {
            return JsonFormat.printer().print(good);
        } catch (java.io.IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void refuses(Consumer<TrainingPlan.Builder> change, String... sentence) {
        TrainingPlan.Builder plan = good.toBuilder();
        change.accept(plan);
        assertThatThrownBy(() -> Plan.of(plan.build()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(sentence);
    }
}
