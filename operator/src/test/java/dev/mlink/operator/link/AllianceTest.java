package dev.mlink.operator.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.admin.v1alpha1.LinkTraining;
import dev.mlink.admin.v1alpha1.TrainingPlan;
import dev.mlink.admin.v1alpha1.TrainingReport;
import dev.mlink.api.v1alpha1.ModelGroup;
import dev.mlink.api.v1alpha1.ModelLink;
import dev.mlink.api.v1alpha1.status.InitializationStatus;
import dev.mlink.api.v1alpha1.status.ModelLinkStatus;
import dev.mlink.operator.group.resource.SpecReader;
import dev.mlink.operator.group.spec.GroupSpec;
import dev.mlink.operator.group.spec.LinkDeclaration;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A link that is trained after an older one and with other groups: from the resource to the plan, and back to its status. */
class AllianceTest {
    private static final String GROUP =
            """
            apiVersion: mlink.dev/v1alpha1
            kind: ModelGroup
            metadata: {name: here, namespace: default, uid: uid, generation: 1}
            spec:
              triton: {service: {name: triton}}
              budget: {device: CPU, memory: 1Gi}
              links: {create: Declared, training: {fineTuning: {epochs: 20, learningRate: 0.002}}}
              models:
                - {name: a, output: {tensor: y, task: SingleLabel}}
                - {name: b, output: {tensor: y, task: SingleLabel}}
            """;
    private static final String LINK =
            """
            apiVersion: mlink.dev/v1alpha1
            kind: ModelLink
            metadata: {name: link, namespace: default, generation: 1, creationTimestamp: "2026-01-01T00:00:00Z"}
            spec: {group: here, source: a, target: b, initialize: {from: [{group: there}], rounds: 5}}
            """;

    private final ModelGroup group = Serialization.unmarshal(GROUP, ModelGroup.class);
    private final LinkDeclaration link = new SpecReader().read(Serialization.unmarshal(LINK, ModelLink.class), group);
    private final GroupSpec spec = new SpecReader().read(group);

    @Test
    void thePlanSaysWhoElseTrainsAndWhere() {
        TrainingPlan plan = plan(Optional.of("old"), Optional.of("/store/_exchange"));
        assertThat(plan.getPrevious()).isEqualTo("old");
        assertThat(plan.getExchangeStore()).isEqualTo("/store/_exchange");
        assertThat(plan.getProfilingInterval())
                .as("how old last exact values are")
                .isEqualTo(spec.interval().toMillis())
                .isPositive();
        assertThat(plan.getLinks(0).getFederation())
                .isEqualTo(TrainingPlan.Federation.newBuilder()
                        .addGroups("there")
                        .setRounds(5)
                        .setWaitSeconds(300)
                        .build());
        LinkTraining training = plan.getLinks(0).getTraining();
        assertThat(training.getFineTuning().getEpochs()).isEqualTo(20);
        assertThat(training.getFineTuning().getLearningRate()).isEqualTo(.002);
    }

    @Test
    void whereNoOtherGroupComesItTrainsAlone() {
        assertThat(plan(Optional.empty(), Optional.empty()).getLinks(0).hasFederation())
                .isFalse();
    }

    @Test
    void aTrainingDoesNotFollowItself() {
        assertThat(plan(Optional.of("new"), Optional.empty()).getPrevious()).isEmpty();
    }

    @Test
    void theStatusSaysWhatWonAndWhatTravelled() {
        ModelLinkStatus status =
                status(result().setTrial(TrainingReport.Trial.newBuilder().setKept(true))
                        .setFederation(TrainingReport.Federation.newBuilder()
                                .addGroups("here")
                                .addGroups("there")
                                .setRounds(7)
                                .setBytesSent(110)
                                .setBytesReceived(100)
                                .setKept("Fused")));
        assertThat(status.kept()).isTrue();
        assertThat(status.initialization())
                .isEqualTo(new InitializationStatus("Fused", List.of("here", "there"), List.of(), 7, 110L, 100L, null));
    }

    @Test
    void theStatusSaysWhyThereIsNoAverage() {
        ModelLinkStatus refused = status(result().setFederation(TrainingReport.Federation.newBuilder()
                .setKept("Local")
                .setRefused("IncompatibleInitialisation: other shapes")));
        assertThat(refused.initialization().kept()).isEqualTo("Local");
        assertThat(refused.initialization().refused()).isEqualTo("IncompatibleInitialisation: other shapes");
        assertThat(refused.kept()).isNull();
        assertThat(status(result()).initialization().refused()).contains("spec.store.volumeClaim or spec.store.s3");
    }

    private TrainingPlan plan(Optional<String> previous, Optional<String> exchange) {
        return new TrainingPlans(spec, List.of(link), previous, exchange).of("new", Set.of("a", "b"));
    }

    private static TrainingReport.Link.Builder result() {
        return TrainingReport.Link.newBuilder().setSource("a").setTarget("b").setArtifact("sha256:1");
    }

    private ModelLinkStatus status(TrainingReport.Link.Builder result) {
        TrainingReport report = TrainingReport.newBuilder()
                .setTrainedAt("2026-01-01T00:00:00Z")
                .addLinks(result)
                .build();
        return new LinkReports(spec, List.of(link), Optional.of(report), Map.of(), Instant.EPOCH)
                .all()
                .get("link");
    }
}
