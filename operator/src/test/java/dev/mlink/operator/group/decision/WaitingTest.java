package dev.mlink.operator.group.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.operator.group.spec.GroupMemory.Progress;
import dev.mlink.operator.group.window.Window;
import dev.mlink.operator.group.window.Windows;
import dev.mlink.operator.status.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** At noon; the window opens at night, at 22 hours. */
class WaitingTest {

    private static final Instant NIGHT = Instant.parse("2026-01-01T22:00:00Z");

    private final Scene scene = new Scene();

    @BeforeEach
    void serve() {
        scene.samples = 500;
        scene.playOut();
        scene.windows =
                new Windows(List.of(new Window(LocalTime.of(22, 0), Duration.ofHours(3), Set.of(), ZoneOffset.UTC)));
        scene.now = scene.now.plus(Duration.ofHours(1));
        scene.profiled.clear();
    }

    @Test
    void aProfileForWhichAModelGivesWayWaits() {
        assertThat(scene.playOut()).isEmpty();
        assertThat(waiting().text()).hasValueSatisfying(text -> assertThat(text)
                .startsWith("a profile, for which a model has to give way, waits")
                .endsWith("opens at 2026-01-01T22:00:00Z"));
        assertThat(waiting().nextAt()).contains(NIGHT);

        scene.now = NIGHT;
        scene.playOut();
        assertThat(scene.memory.profile().orElseThrow().progress()).isEqualTo(Progress.COMPLETE);
        assertThat(scene.memory.profile().orElseThrow().startedAt()).isEqualTo(NIGHT);
        assertThat(waiting().text()).isEmpty();
        assertThat(waiting().nextAt()).contains(NIGHT.plus(Duration.ofHours(1)));
    }

    @Test
    void aProfileForWhichThereIsRoomDoesNotWait() {
        scene.budget = 680L << 20;
        scene.best = Set.of("a", "b"); // 520 of 680 MiB: c takes 160
        scene.generation = 2;
        scene.playOut();

        assertThat(scene.memory.profile().orElseThrow().startedAt()).isBefore(NIGHT);
        assertThat(scene.memory.profile().orElseThrow().startedAt()).isAfter(Scene.NOON.plus(Duration.ofMinutes(59)));
    }

    @Test
    void theFirstProfileWaitsToo() {
        Scene fresh = new Scene();
        fresh.windows = scene.windows;
        fresh.samples = 500;

        fresh.playOut();

        assertThat(fresh.memory.profile()).isEmpty();
        assertThat(fresh.plan().findings()).singleElement().satisfies(finding -> {
            assertThat(finding.reason()).isEqualTo(Reason.WaitingForWindow);
            assertThat(finding.text()).contains("2026-01-01T22:00:00Z");
        });
    }

    @Test
    void aChoiceWithWhatWasLearnedLastWaits() {
        scene.now = NIGHT.minus(Duration.ofHours(21)); // 01:00, the window closes
        scene.now = NIGHT.plus(Duration.ofMinutes(179));
        for (int pass = 0; pass < 100 && scene.plan().stage() != Stage.TRAINING; pass++) {
            scene.play();
        }
        scene.now = NIGHT.plus(Duration.ofHours(4)); // the training takes longer than the window is open
        scene.best = Set.of("b", "c");
        String before = scene.memory.selection().orElseThrow().training();

        scene.playOut();

        assertThat(scene.loaded()).containsExactly("a", "b");
        assertThat(scene.memory.selection().orElseThrow().training()).isEqualTo(before);
        assertThat(scene.published.orElseThrow().table().getTraining())
                .as("what was learned last serves already")
                .isNotEqualTo(before);
        assertThat(waiting().text()).hasValueSatisfying(text -> assertThat(text).startsWith("a choice with what was"));
        assertThat(waiting().nextAt()).contains(NIGHT.plus(Duration.ofDays(1)));

        scene.now = NIGHT.plus(Duration.ofDays(1));
        for (int pass = 0; pass < 20; pass++) {
            scene.play();
        }
        assertThat(scene.memory.selection().orElseThrow().training()).isNotEqualTo(before);
    }

    @Test
    void whatIsAskedForByHandWaitsForNothing() {
        scene.rescheduleAsked = true;
        scene.best = Set.of("b", "c");

        scene.playOut();

        assertThat(scene.memory.profile().orElseThrow().demanded()).isTrue();
        assertThat(scene.rescheduleAsked).isFalse();
        assertThat(scene.loaded()).containsExactly("b", "c");
        assertThat(scene.now).isBefore(NIGHT);
    }

    @Test
    void repairsAndChangesOfTheSpecDoNotWait() {
        scene.triton.states.clear();
        scene.playOut();
        assertThat(scene.loaded()).containsExactly("a", "b");

        scene.generation = 2;
        scene.budget = 561L << 20;
        scene.best = Set.of("b", "c");
        scene.playOut();
        assertThat(scene.loaded()).containsExactly("b", "c");
        assertThat(scene.now).isBefore(NIGHT);
    }

    private Waiting waiting() {
        return new Waiting(scene.look());
    }
}
