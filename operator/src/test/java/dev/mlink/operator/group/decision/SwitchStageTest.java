package dev.mlink.operator.group.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.operator.triton.ModelState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SwitchStageTest {

    private final Scene scene = new Scene();

    /** Models are predicted while a runtime measures what the table has to say. */
    @Test
    void asksForTheFiguresOfTheNextTableWhileModelsAreLoaded() {
        scene.samples = 500;
        scene.playOut();
        scene.generation = 2;
        scene.budget = 600L << 20;
        scene.best = Set.of("b", "c");

        List<Step> steps = scene.playOut();

        int load = firstLoad(steps);
        Step.Publish next = steps.stream()
                .skip(load)
                .filter(Step.Publish.class::isInstance)
                .map(Step.Publish.class::cast)
                .findFirst()
                .orElseThrow();
        assertThat(steps.subList(0, load)).contains(new Step.Foretell(next.exact()));
    }

    @Test
    void aLoadThatNeverEndsIsEndedByARestartOnceItIsKnownWhatItTakes() {
        scene.samples = 500;
        scene.playOut();
        scene.triton.states.put("a", ModelState.LOADING);
        scene.inTransit = Map.of("a", Duration.ofSeconds(20));
        scene.playOut();
        assertThat(scene.plan().steps()).noneMatch(Step.Restart.class::isInstance);

        scene.memory = scene.memory.withLoad("a", Duration.ofSeconds(2));

        assertThat(scene.plan().steps())
                .filteredOn(Step.Restart.class::isInstance)
                .singleElement()
                .satisfies(
                        step -> assertThat(((Step.Restart) step).why()).contains("does not finish loading model 'a'"));
    }

    /** Another look would take its time, in which models are predicted. */
    @Test
    void whatHasComeIsPublishedInThePassThatLoadedIt() {
        scene.samples = 500;
        scene.best = Set.of("a");
        scene.playOut();
        scene.generation = 2;
        scene.budget = 300L << 20;
        scene.best = Set.of("b", "c");

        List<Step> steps = scene.playOut();

        int first = firstLoad(steps);
        assertThat(steps.subList(first, first + 8))
                .hasOnlyElementsOfTypes(
                        Step.Load.class,
                        Step.LookAt.class,
                        Step.Publish.class,
                        Step.HoldStill.class,
                        Step.Foretell.class);
        Step.Publish last = (Step.Publish) steps.get(first + 7);
        assertThat(steps.get(first + 3)).isInstanceOf(Step.HoldStill.class);
        assertThat(last.exact()).containsValue(Set.of("b", "c"));
        assertThat(steps.get(first + 4)).isEqualTo(new Step.Foretell(last.exact()));
    }

    private static int firstLoad(List<Step> steps) {
        return IntStream.range(0, steps.size())
                .filter(step -> steps.get(step) instanceof Step.Load)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aPodThatIsLeftBehindIsStillSentTheTable() {
        scene.playOut();
        scene.acknowledged = 0;
        scene.now = scene.now.plusSeconds(60);

        assertThat(scene.plan().steps()).hasAtLeastOneElementOfType(Step.Push.class);
    }
}
