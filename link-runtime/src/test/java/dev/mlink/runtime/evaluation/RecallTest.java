package dev.mlink.runtime.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** One sample a second, of three streams and of none in turn. */
class RecallTest {
    private static final int SAMPLES = 4000;
    private static final List<String> STREAMS = List.of("door", "yard", "gate", "");
    private static final Duration INTERVAL = Duration.ofMinutes(10);

    private final Observations profile = profile(SAMPLES);
    private final Recollection known = new Recall(INTERVAL).of(profile, profile);

    @Test
    void nothingOfALaterSampleOrAnotherStreamIsRecalled() {
        assertThat(Arrays.stream(known.known()).boxed())
                .hasSizeGreaterThan(SAMPLES / 2)
                .allSatisfy(sample -> {
                    int older = known.rows()[sample];
                    assertThat(older).isLessThan(sample);
                    assertThat(profile.streams().get(older))
                            .isEqualTo(profile.streams().get(sample));
                    assertThat(known.ages()[sample]).isEqualTo(profile.times()[sample] - profile.times()[older]);
                    assertThat(known.output("model", sample)).isEqualTo(profile.of("model")[older]);
                });
        assertThat(Arrays.stream(known.known()).mapToObj(profile.streams()::get))
                .doesNotContain("");
    }

    @Test
    void agesAreUniformInAnIntervalAndNeverAboveTheLongest() {
        long[] ages = Arrays.stream(known.known())
                .filter(sample -> sample > SAMPLES / 2)
                .mapToLong(sample -> known.ages()[sample])
                .sorted()
                .toArray();
        long between = 4000; // two samples of one stream
        for (double share : new double[] {.1, .25, .5, .75, .9}) {
            assertThat((double) ages[(int) (share * ages.length)])
                    .isBetween((share - .05) * INTERVAL.toMillis(), (share + .05) * INTERVAL.toMillis() + between);
        }
        assertThat(ages[0]).isPositive();
        assertThat(ages[ages.length - 1])
                .isLessThanOrEqualTo(INTERVAL.toMillis() + between)
                .isLessThan(new Recall(INTERVAL).longestAge());
    }

    @Test
    void whatIsTooOldIsForgotten() {
        Observations sparse = Observations.of(
                new long[] {0, 14_000, 16_000},
                new boolean[3],
                List.of("yard", "door", "yard"),
                Map.of("model", new float[3][1]),
                Lexicon.empty());
        assertThat(new Recall(Duration.ofSeconds(10)).of(sparse, sparse).known())
                .as("16 s are more than 1.5 intervals")
                .isEmpty();
        assertThat(new Recall(Duration.ofSeconds(11)).of(sparse, sparse).known())
                .containsExactly(2);
    }

    @Test
    void theSameSampleIsAlwaysGivenTheSameAge() {
        Observations half =
                profile.part(new Split.Part(IntStream.range(2000, 3000).boxed().toList()));
        Recollection again = new Recall(INTERVAL).of(half, profile);
        assertThat(again.ages()).isEqualTo(Arrays.copyOfRange(known.ages(), 2000, 3000));
        assertThat(again.rows()).isEqualTo(Arrays.copyOfRange(known.rows(), 2000, 3000));
    }

    @Test
    void withoutAnIntervalNothingIsRecalled() {
        assertThat(new Recall(Duration.ZERO).of(profile, profile).known()).isEmpty();
    }

    private static Observations profile(int samples) {
        float[][] rows =
                IntStream.range(0, samples).mapToObj(row -> new float[] {row}).toArray(float[][]::new);
        return Observations.of(
                LongStream.range(0, samples).map(row -> 1000 * row).toArray(),
                new boolean[samples],
                IntStream.range(0, samples)
                        .mapToObj(row -> STREAMS.get(row % STREAMS.size()))
                        .toList(),
                Map.of("model", rows),
                Lexicon.empty());
    }
}
