package dev.mlink.runtime.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.triton.wire.InferBatchStatistics;
import dev.mlink.triton.wire.ModelStatistics;
import org.junit.jupiter.api.Test;

class CountedTest {

    @Test
    void everythingThatIsCountedIsAdded() {
        ModelStatistics all = Counted.sum(
                Counted.sum(Counted.answer(2, 10, 1000), Counted.answer(3, 20, 2000)),
                Counted.sum(Counted.answer(2, 30, 1500), Counted.failure(5)));
        assertThat(all.getInferenceCount()).isEqualTo(7);
        assertThat(all.getExecutionCount()).isEqualTo(3);
        assertThat(all.getLastInference()).isEqualTo(2000);
        assertThat(all.getInferenceStats().getSuccess().getCount()).isEqualTo(3);
        assertThat(all.getInferenceStats().getSuccess().getNs()).isEqualTo(60);
        assertThat(all.getInferenceStats().getFail().getNs()).isEqualTo(5);
        assertThat(all.getBatchStatsList())
                .extracting(InferBatchStatistics::getBatchSize)
                .containsExactly(2L, 3L);
        assertThat(all.getBatchStats(0).getComputeInfer().getCount()).isEqualTo(2);
    }
}
