package dev.mlink.operator.group.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.operator.triton.ModelState;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ensemble e composes b and x, which is no model of the group; ensemble e2 composes b alone. Costs are those of all of it. */
class EnsemblesTest {

    private final Scene scene = new Scene();

    @BeforeEach
    void serve() {
        scene.mebibytes.put("e", 200);
        scene.mebibytes.put("e2", 150);
        scene.triton.parts.put("e", Set.of("b", "x"));
        scene.triton.parts.put("e2", Set.of("b"));
        scene.triton.repository = new TreeSet<>(Set.of("a", "b", "c", "e", "e2", "x"));
        scene.samples = 500;
        scene.best = Set.of("a");
        scene.playOut();
    }

    @Test
    void aPartStaysAsLongAsItsEnsemble() {
        choose("e", "c");

        assertThat(scene.loaded()).as("b is loaded with e").containsExactly("b", "c", "e");
        assertThat(new Worlds(scene.look()).exact().get(Scene.TRITON)).containsExactlyInAnyOrder("b", "c", "e");
        assertThat(scene.triton.states.get("x")).isEqualTo(ModelState.READY);
    }

    @Test
    void partsGoWithTheirEnsemble() {
        choose("e", "c");
        choose("a");

        assertThat(scene.loaded()).containsExactly("a");
        assertThat(scene.triton.states.get("x")).isEqualTo(ModelState.UNLOADED);
    }

    @Test
    void aPartOfTwoStaysForTheOther() {
        choose("e", "e2");
        assertThat(scene.loaded()).containsExactly("b", "e", "e2");

        choose("e2", "c");
        assertThat(scene.loaded()).containsExactly("b", "c", "e2");
    }

    @Test
    void aPartThatStaysByItselfIsNeverUnloaded() {
        choose("e", "c");
        scene.generation++;
        scene.budget++;
        scene.best = Set.of("b", "c");

        List<Step> steps = scene.playOut();

        assertThat(steps).contains(new Step.UnloadAlone(Scene.TRITON, "e"));
        assertThat(steps).doesNotContain(new Step.Unload(Scene.TRITON, "b"), new Step.Load(Scene.TRITON, "b"));
        assertThat(scene.loaded()).containsExactly("b", "c");
    }

    @Test
    void aPartIsCountedOnce() {
        // all of e, c and e2: 200 + 160 + (150 - 120) MiB
        scene.budget = 391L << 20;
        scene.generation++;
        scene.best = Set.of("e", "c", "e2");

        scene.playOut();

        assertThat(scene.loaded()).containsExactly("b", "c", "e", "e2");
    }

    @Test
    void noPartIsUnloadedUnderItsEnsemble() {
        choose("e", "c");
        scene.generation++;
        scene.budget++;
        scene.best = Set.of("a");

        for (int pass = 0; pass < 30; pass++) {
            boolean there = scene.triton.states.get("e") == ModelState.READY;
            List<Step> steps = scene.play();
            assertThat(there && steps.contains(new Step.Unload(Scene.TRITON, "b")))
                    .as("pass %d", pass)
                    .isFalse();
        }
        assertThat(scene.loaded()).containsExactly("a");
    }

    private void choose(String... models) {
        scene.generation++;
        scene.budget++;
        scene.best = Set.of(models);
        scene.playOut();
    }
}
