package dev.mlink.runtime.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlink.runtime.sampling.Reservoir.Fate;
import dev.mlink.runtime.store.NpyArray;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ReservoirTest {

    @Test
    void everyDistinctInputHasTheSameChance() {
        int[] kept = new int[100];
        for (int seed = 0; seed < 2000; seed++) {
            Reservoir reservoir = new Reservoir(10, Duration.ofHours(2), seed);
            for (int value = 0; value < 100; value++) {
                reservoir.offer(sample(value, value));
                reservoir.offer(sample(value, value)); // repeated inputs get no second chance
            }
            assertThat(reservoir.samples()).hasSize(10);
            reservoir.samples().forEach(sample -> kept[(int) sample.time()]++);
        }
        // 200 expected, standard deviation 13.4: five of them on either side
        for (int count : kept) {
            assertThat(count).isBetween(133, 267);
        }
    }

    @Test
    void isReproducible() {
        Reservoir one = new Reservoir(5, Duration.ofHours(2), 7);
        Reservoir other = new Reservoir(5, Duration.ofHours(2), 7);
        for (int value = 0; value < 50; value++) {
            one.offer(sample(value, value));
            other.offer(sample(value, value));
        }
        assertThat(one.samples()).isEqualTo(other.samples());
    }

    @Test
    void equalInputsAreKeptOnceWhateverTheirTime() {
        Reservoir reservoir = new Reservoir(5, Duration.ofHours(2), 7);
        assertThat(reservoir.offer(sample(1, 3))).isEqualTo(Fate.KEPT);
        assertThat(reservoir.offer(sample(2, 3))).isEqualTo(Fate.REPEATED);
        assertThat(reservoir.offer(sample(1, 4))).isEqualTo(Fate.KEPT);
        assertThat(reservoir.samples()).extracting(Sample::time).containsExactly(1L, 1L);
    }

    @Test
    void anotherShapeDoesNotFitAndOtherInputsStartAnew() {
        Reservoir reservoir = new Reservoir(5, Duration.ofHours(2), 7);
        reservoir.offer(sample(1, 3));
        Sample wider = new Sample(2, new TreeMap<>(Map.of("image", NpyArray.of(new float[2], 2))));
        assertThat(reservoir.offer(wider)).isEqualTo(Fate.MISFIT);

        Sample other = new Sample(3, new TreeMap<>(Map.of("audio", NpyArray.of(new float[2], 2))));
        assertThat(reservoir.offer(other)).isEqualTo(Fate.KEPT);
        assertThat(reservoir.samples()).containsExactly(other);
    }

    @Test
    void samplesComeInTimeOrder() {
        Reservoir reservoir = new Reservoir(5, Duration.ofHours(2), 7);
        reservoir.offer(sample(9, 1));
        reservoir.offer(sample(3, 2));
        reservoir.offer(sample(5, 3));
        assertThat(reservoir.samples()).extracting(Sample::time).containsExactly(3L, 5L, 9L);
    }

    @Test
    void olderSamplesFade() {
        int old = 0;
        int runs = 200;
        for (int seed = 0; seed < runs; seed++) {
            Reservoir reservoir = new Reservoir(100, Duration.ofMillis(1000), seed);
            for (int time = 0; time < 10_000; time++) {
                reservoir.offer(sample(time, time));
            }
            old += reservoir.samples().stream()
                    .filter(sample -> sample.time() < 9000)
                    .count();
        }
        // a share of 1/e is older than one retention, a little more since an input is kept once: deviation .0034
        assertThat((double) old / (100 * runs)).isBetween(.355, .40);
    }

    @Test
    void aRestartChangesNothing() {
        Reservoir first = new Reservoir(20, Duration.ofMillis(50), 3);
        for (int time = 0; time < 100; time++) {
            first.offer(sample(time, time));
        }
        Reservoir second = new Reservoir(20, Duration.ofMillis(50), 3);
        first.samples().forEach(second::offer);
        for (int time = 100; time < 200; time++) {
            first.offer(sample(time, time));
            second.offer(sample(time, time));
        }
        assertThat(second.samples()).isEqualTo(first.samples());
    }

    @Test
    void aRetentionOfNothingIsRefused() {
        assertThatThrownBy(() -> new Reservoir(1, Duration.ZERO, 1)).hasMessageContaining("write a duration above 0");
    }

    @Test
    void aCapacityOfNothingIsRefused() {
        assertThatThrownBy(() -> new Reservoir(0, Duration.ofHours(2), 1))
                .hasMessageContaining("capacity is 0; write a number from 1");
    }

    static Sample sample(long time, float value) {
        return new Sample(time, new TreeMap<>(Map.of("image", NpyArray.of(new float[] {value}, 1))));
    }
}
