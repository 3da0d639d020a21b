package dev.mlink.operator.group.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.admin.v1alpha1.LinkTraining;
import dev.mlink.admin.v1alpha1.TrainingProgress;
import dev.mlink.operator.group.observation.JobState;
import dev.mlink.operator.group.spec.GroupMemory.Progress;
import dev.mlink.operator.group.spec.LinkDeclaration;
import dev.mlink.operator.status.EventReason;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is told of a training while its Job runs: events for pieces, quarters to links, and nothing without a change. */
class TrainingProgressTest {
    private final Scene scene = new Scene();
    private String training;

    @BeforeEach
    void begin() {
        scene.samples = 500;
        scene.links.add(link("a", "c"));
        scene.links.add(link("a", "b"));
        while (scene.memory.training().isEmpty()) {
            scene.play();
        }
        scene.job = new JobState.Running();
        training = scene.memory.training().orElseThrow().id();
    }

    @Test
    void aPieceThatIsDoneIsToldOnce() {
        progress(1, 20);

        assertThat(events(scene.play()))
                .containsExactly(new Step.Tell(
                        EventReason.TrainingProgressed, "1 of 3 pieces of training " + training + " are done"));
        assertThat(scene.memory.training().orElseThrow().pieces()).isEqualTo(1);
        assertThat(scene.play()).isEmpty();
    }

    @Test
    void linksIntoThePieceThatIsUnderWayAreToldByQuarters() {
        progress(0, 20);
        assertThat(scene.play()).hasSize(1);
        assertThat(said("a-to-c")).isEqualTo("under way: at least epoch 0 of 80 of all that predicts 'c'");
        assertThat(said("a-to-b")).isEmpty();

        progress(0, 39);
        scene.play();
        assertThat(said("a-to-c")).contains("epoch 20 of 80");
        progress(0, 39);
        assertThat(scene.play()).as("nothing has changed").isEmpty();
        progress(0, 80);
        scene.play();
        assertThat(said("a-to-c")).contains("epoch 80 of 80");
    }

    @Test
    void atTheEndLinksSayNothingOfIt() {
        progress(0, 40);
        scene.play();
        assertThat(said("a-to-c")).isNotEmpty();
        scene.job = new JobState.Succeeded();
        scene.trained = Optional.empty();

        List<Step> steps = scene.play();

        assertThat(events(steps)).extracting(Step.Tell::reason).containsExactly(EventReason.TrainingCompleted);
        assertThat(scene.memory.training().orElseThrow().progress()).isEqualTo(Progress.COMPLETE);
        assertThat(said("a-to-c")).isEmpty();
    }

    @Test
    void whileNobodyKnowsNothingIsTold() {
        progress(0, 40);
        scene.play();
        scene.trained = Optional.empty();

        assertThat(scene.play()).isEmpty();
    }

    private void progress(int pieces, int epochs) {
        scene.trained = Optional.of(TrainingProgress.newBuilder()
                .setTraining(training)
                .setDone(pieces)
                .setAll(3)
                .setEpochs(epochs)
                .setAllEpochs(200)
                .addUnderWay(TrainingProgress.Piece.newBuilder()
                        .setTarget("c")
                        .setEpochs(epochs == 20 ? 19 : epochs)
                        .setAllEpochs(80))
                .build());
    }

    private String said(String link) {
        return scene.links.stream()
                .filter(one -> one.name().equals(link))
                .findFirst()
                .orElseThrow()
                .progress();
    }

    private static List<Step.Tell> events(List<Step> steps) {
        return steps.stream()
                .filter(Step.Tell.class::isInstance)
                .map(Step.Tell.class::cast)
                .toList();
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
