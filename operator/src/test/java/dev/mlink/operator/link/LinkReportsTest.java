package dev.mlink.operator.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.admin.v1alpha1.Estimate;
import dev.mlink.admin.v1alpha1.TrainingReport;
import dev.mlink.api.v1alpha1.ModelGroup;
import dev.mlink.api.v1alpha1.ModelLink;
import dev.mlink.api.v1alpha1.status.Condition;
import dev.mlink.api.v1alpha1.status.ModelLinkStatus;
import dev.mlink.api.v1alpha1.status.TrialStatus;
import dev.mlink.operator.group.resource.SpecReader;
import dev.mlink.operator.group.spec.GroupSpec;
import dev.mlink.operator.group.spec.LinkDeclaration;
import dev.mlink.operator.status.ConditionType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a ModelLink says of the newest training. */
class LinkReportsTest {
    private static final ModelGroup GROUP = Serialization.unmarshal(
            """
            apiVersion: mlink.dev/v1alpha1
            kind: ModelGroup
            metadata: {name: here, namespace: default, uid: uid, generation: 1}
            spec:
              triton: {service: {name: triton}}
              budget: {device: CPU, memory: 1Gi}
              models:
                - {name: class, output: {tensor: y, task: SingleLabel}}
                - {name: speech, output: {tensor: y, task: Text}}
            """,
            ModelGroup.class);
    private static final ModelLink LINK = Serialization.unmarshal(
            """
            apiVersion: mlink.dev/v1alpha1
            kind: ModelLink
            metadata: {name: link, namespace: default, generation: 1, creationTimestamp: "2026-01-01T00:00:00Z"}
            spec: {group: here, source: class, target: speech}
            """,
            ModelLink.class);

    private final GroupSpec spec = new SpecReader().read(GROUP);
    private String previousIgnored = "";
    private final LinkDeclaration link = new SpecReader().read(LINK, GROUP);

    @Test
    void aPairThatHasNothingToDoWithEachOtherIsUnlinkable() {
        // by chance it is a little above the prior on these samples
        Condition ready = ready(result(.22).setUnlinkable(true));
        assertThat(ready.reason()).isEqualTo("Unlinkable");
        assertThat(ready.message()).contains("no better than the best constant answer for 'speech'");
        assertThat(ready(result(.2)).reason())
                .as("of an older version's training")
                .isEqualTo("Unlinkable");
    }

    @Test
    void aPairThatIsLinkedIsTrained() {
        assertThat(ready(result(.9)).reason()).isEqualTo("Trained");
    }

    @Test
    void itSaysByWhichFiguresTheOlderLinkStayed() {
        TrainingReport.Link.Builder kept =
                result(.9).setTrial(trial(.91239, .89).setKept(true));
        assertThat(ready(kept).message())
                .isEqualTo(
                        "learned and in the store; the link of the earlier training stays: 0.9124 against 0.89 of the"
                                + " retrained one, on 70 samples that neither learned from");
        assertThat(status(kept).trial()).isEqualTo(new TrialStatus(.9124, .89, 70, true));
    }

    @Test
    void itSaysByWhichFiguresTheRetrainedLinkTookOver() {
        TrainingReport.Link.Builder taken = result(.9).setTrial(trial(.89, .91));
        assertThat(ready(taken).message())
                .endsWith("; it took over from that of the earlier training: 0.91 against 0.89, on 70 samples that"
                        + " neither learned from");
        assertThat(status(taken).trial().kept()).isFalse();
    }

    @Test
    void aLinkThatCouldNotBeRetrainedStaysWithoutFigures() {
        TrainingReport.Link.Builder diverged =
                result(.9).setTrial(TrainingReport.Trial.newBuilder().setKept(true));
        assertThat(ready(diverged).message()).endsWith("stays, since the training of another one diverged");
        assertThat(status(diverged).trial()).isEqualTo(new TrialStatus(null, null, 0, true));
    }

    @Test
    void itSaysWhyThereWasNothingToCompare() {
        previousIgnored = "training 'p1' is not in the store";
        assertThat(ready(result(.9)).message())
                .endsWith("; not compared with an earlier one: training 'p1' is not in the store");
        assertThat(status(result(.9)).trial()).isNull();
    }

    private static TrainingReport.Trial.Builder trial(double previous, double retrained) {
        return TrainingReport.Trial.newBuilder()
                .setPrevious(previous)
                .setRetrained(retrained)
                .setSamples(70);
    }

    private Condition ready(TrainingReport.Link.Builder result) {
        return status(result).condition(ConditionType.READY.text()).orElseThrow();
    }

    private static TrainingReport.Link.Builder result(double performance) {
        return TrainingReport.Link.newBuilder()
                .setSource("class")
                .setTarget("speech")
                .setArtifact("sha256:1")
                .setPrior(.21)
                .setPerformance(Estimate.newBuilder().setValue(performance).setSamples(140));
    }

    private ModelLinkStatus status(TrainingReport.Link.Builder result) {
        TrainingReport report = TrainingReport.newBuilder()
                .setTrainedAt("2026-01-01T00:00:00Z")
                .addLinks(result)
                .setPreviousIgnored(previousIgnored)
                .build();
        return new LinkReports(spec, List.of(link), Optional.of(report), Map.of(), Instant.EPOCH)
                .all()
                .get("link");
    }
}
