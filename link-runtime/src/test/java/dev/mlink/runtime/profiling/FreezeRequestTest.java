package dev.mlink.runtime.profiling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.runtime.sampling.Sample;
import dev.mlink.runtime.store.NpyArray;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FreezeRequestTest {
    private static final List<Sample> KEPT = IntStream.range(0, 300)
            .mapToObj(time -> new Sample(time, new TreeMap<>(Map.of("x", NpyArray.of(new float[] {time}, 1)))))
            .toList();

    @Test
    void onceEnoughAreNewerNoOlderOneIsTaken() {
        assertThat(new FreezeRequest("p", 500, 181).recent(KEPT)).isEqualTo(KEPT.subList(182, 300));
    }

    @Test
    void tooFewNewOnesAreHelpedByOlderOnes() {
        assertThat(new FreezeRequest("p", 500, 182).recent(KEPT)).isEqualTo(KEPT);
    }

    @Test
    void withoutAWishAllAreTaken() {
        assertThat(new FreezeRequest("p", 500, 0).recent(KEPT.subList(1, 300))).hasSize(299);
        assertThat(new FreezeRequest("p", 500, 0).recent(KEPT.subList(0, 10))).hasSize(10);
    }
}
