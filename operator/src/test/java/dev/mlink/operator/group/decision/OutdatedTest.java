package dev.mlink.operator.group.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.admin.v1alpha1.LinkTraining;
import dev.mlink.admin.v1alpha1.TrainingReport;
import dev.mlink.api.v1alpha1.status.Condition;
import dev.mlink.api.v1alpha1.status.ConditionStatus;
import dev.mlink.operator.group.spec.LinkDeclaration;
import dev.mlink.operator.link.LinkReports;
import dev.mlink.operator.triton.ModelState;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutdatedTest {

    private final Scene scene = new Scene();

    @BeforeEach
    void serve() {
        scene.samples = 500;
        scene.links.add(link("a", "c"));
        scene.links.add(link("b", "c"));
        scene.playOut();
    }

    @Test
    void nothingIsWhileEveryModelIsAsItWasProfiled() {
        assertThat(new Outdated(scene.look()).models()).isEmpty();
        assertThat(scene.memory.profile().orElseThrow().outputs()).hasEntrySatisfying("a", output -> assertThat(output)
                .matches("version 1, FP32 \\[10], configuration [0-9a-f]{8}"));
    }

    @Test
    void anotherVersionIsEvenIfItsShapeIsTheSame() {
        scene.triton.versions.put("b", "2");

        assertThat(new Outdated(scene.look()).models()).containsOnlyKeys("b");
    }

    @Test
    void anotherConfigurationIsOnceItIsLoadedAgainEvenIfVersionAndShapeAreTheSame() {
        scene.triton.parameters.put("b", "1/255");
        assertThat(new Outdated(scene.look()).models())
                .as("still loaded as it was")
                .isEmpty();

        scene.triton.states.put("b", ModelState.UNLOADED);
        for (int pass = 0; pass < 20 && new Outdated(scene.look()).models().isEmpty(); pass++) {
            scene.play();
        }

        assertThat(new Outdated(scene.look()).models().get("b"))
                .matches("model 'b' is version 1, FP32 \\[10], configuration [0-9a-f]{8} now"
                        + " and was version 1, FP32 \\[10], configuration [0-9a-f]{8} when its links were learned;.*");
        assertThat(new Outdated(scene.look()).sinceProfile())
                .as("another profile is due")
                .isTrue();
    }

    @Test
    void whatAnEarlierOperatorWroteTellsNothingOfConfigurations() {
        earlierOperatorProfiled("version 1, FP32 [10]");

        assertThat(new Outdated(scene.look()).models()).isEmpty();
        assertThat(new Outdated(scene.look()).sinceProfile()).isFalse();
    }

    @Test
    void anotherVersionIsSeenAlsoInWhatAnEarlierOperatorWrote() {
        earlierOperatorProfiled("version 0, FP32 [10]");

        assertThat(new Outdated(scene.look()).models()).containsOnlyKeys("b");
        assertThat(new Outdated(scene.look()).sinceProfile()).isTrue();
    }

    private void earlierOperatorProfiled(String output) {
        var profile = scene.memory.profile().orElseThrow();
        scene.memory = scene.memory.withProfile(
                profile.ended(profile.progress(), Map.of("b", output), profile.samples(), scene.now));
    }

    @Test
    void onlyTheLinksOfAModelThatChangedSaySo() {
        scene.triton.versions.put("b", "2");
        TrainingReport learned = TrainingReport.newBuilder()
                .setTrainedAt("2026-01-01T11:00:00Z")
                .addLinks(TrainingReport.Link.newBuilder()
                        .setSource("a")
                        .setTarget("c")
                        .setArtifact("sha256:1"))
                .addLinks(TrainingReport.Link.newBuilder()
                        .setSource("b")
                        .setTarget("c")
                        .setArtifact("sha256:2"))
                .build();

        var statuses = new LinkReports(
                        scene.spec(), scene.links, Optional.of(learned), new Outdated(scene.look()).models(), scene.now)
                .all();

        assertThat(statuses.get("a-to-c").conditions())
                .singleElement()
                .extracting(Condition::status)
                .isEqualTo(ConditionStatus.TRUE);
        assertThat(statuses.get("b-to-c").conditions()).singleElement().satisfies(ready -> {
            assertThat(ready.status()).isEqualTo(ConditionStatus.FALSE);
            assertThat(ready.reason()).isEqualTo("Outdated");
            assertThat(ready.message()).contains("model 'b' is version 2", "until a new profile");
        });
    }

    @Test
    void whatAnEarlierProfileDidNotRecordIsNotHeldAgainstIt() {
        var profile = scene.memory.profile().orElseThrow();
        scene.memory =
                scene.memory.withProfile(profile.ended(profile.progress(), Map.of(), profile.samples(), scene.now));
        scene.triton.versions.put("b", "2");

        assertThat(new Outdated(scene.look()).models()).isEmpty();
    }

    private static LinkDeclaration link(String source, String target) {
        return new LinkDeclaration(
                source + "-to-" + target,
                1,
                source,
                target,
                false,
                false,
                LinkTraining.getDefaultInstance(),
                Optional.empty(),
                true,
                false,
                "",
                Scene.NOON);
    }
}
