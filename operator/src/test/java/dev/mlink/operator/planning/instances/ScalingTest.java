package dev.mlink.operator.planning.instances;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.operator.planning.instances.Scaling.Change;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScalingTest {

    private static final InstanceRange TO_FOUR = new InstanceRange(1, 4);

    @Test
    void theLongestQueuePerInstanceGetsTheNextInstance() {
        assertThat(next(waits("a", 1, 6, 15, true), waits("b", 2, 10, 60, true)))
                .contains("a 2");
        assertThat(next(waits("a", 2, 6, 15, true), waits("b", 2, 10, 60, true)))
                .contains("b 3");
    }

    @Test
    void aQueueHasToBeLongAndForLongEnough() {
        assertThat(next(waits("a", 1, 9, 14, true))).isEmpty();
        assertThat(next(waits("a", 4, 7, 60, true)))
                .as("fewer than two for each instance")
                .isEmpty();
    }

    @Test
    void waitsBetweenLooksCountBesideWhatIsPending() {
        assertThat(next(waited("a", 200, 15), waits("b", 1, 3, 60, true)))
                .as("two rounds beside three")
                .contains("b 2");
        assertThat(next(waited("a", 400, 15), waits("b", 1, 3, 60, true)))
                .as("four rounds beside three")
                .contains("a 2");
        assertThat(next(waited("a", 400, 14))).as("not for long enough").isEmpty();
        assertThat(next(waited("a", 150, 60))).as("below two rounds by now").isEmpty();
        assertThat(new Scaling().next(List.of(waited("a", 400, 15))).map(Change::why))
                .contains("requests waited 400000 us for an execution of 100000 us, and memory is left");
    }

    @Test
    void withoutRoomAQuietNeighbourGivesOneBackAtOnce() {
        Queue quiet = quiet("b", "0", 3, 15);
        assertThat(next(waits("a", 1, 9, 60, false), quiet)).contains("b 2");
        assertThat(next(waits("a", 1, 9, 60, false), quiet("b", "1", 3, 15)))
                .as("elsewhere")
                .isEmpty();
        assertThat(next(waits("a", 1, 9, 60, false), quiet("b", "0", 1, 15)))
                .as("at min")
                .isEmpty();
    }

    @Test
    void aQuietModelKeepsItsInstancesForFiveMinutes() {
        assertThat(next(quiet("a", "0", 2, 299))).isEmpty();
        assertThat(next(quiet("a", "0", 2, 300))).contains("a 1");
        assertThat(next(quiet("a", "0", 1, 900))).as("min holds").isEmpty();
    }

    @Test
    void theBoundsHoldAtOnce() {
        assertThat(next(quiet("a", "0", 5, 0))).contains("a 4");
        assertThat(next(waits("a", 4, 90, 60, true))).as("max holds").isEmpty();
    }

    private static Optional<String> next(Queue... queues) {
        return new Scaling().next(List.of(queues)).map(ScalingTest::text);
    }

    private static String text(Change change) {
        return change.model() + " " + change.instances();
    }

    private static Queue waits(String model, int instances, long pending, int seconds, boolean fits) {
        return new Queue(
                model,
                "0",
                TO_FOUR,
                instances,
                new Backlog(pending, Optional.empty()),
                Optional.of(Duration.ofSeconds(seconds)),
                Optional.empty(),
                fits);
    }

    /** None is pending; each of the last waited so long for an execution of 100 ms. */
    private static Queue waited(String model, int millis, int seconds) {
        Wait wait = new Wait(Duration.ofMillis(millis), Duration.ofMillis(100));
        return new Queue(
                model,
                "0",
                TO_FOUR,
                1,
                new Backlog(0, Optional.of(wait)),
                Optional.of(Duration.ofSeconds(seconds)),
                Optional.empty(),
                true);
    }

    private static Queue quiet(String model, String device, int instances, int seconds) {
        return new Queue(
                model,
                device,
                TO_FOUR,
                instances,
                new Backlog(0, Optional.empty()),
                Optional.empty(),
                Optional.of(Duration.ofSeconds(seconds)),
                true);
    }
}
