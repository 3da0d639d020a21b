package dev.mlink.operator.group.observation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.triton.wire.ModelConfig;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BatchingDelayTest {

    @Test
    void isWhateverBatcherHoldsRequestsBack() {
        ModelConfig.Builder dynamic = ModelConfig.newBuilder();
        dynamic.getDynamicBatchingBuilder().setMaxQueueDelayMicroseconds(1500);
        ModelConfig.Builder direct = ModelConfig.newBuilder();
        direct.getSequenceBatchingBuilder().getDirectBuilder().setMaxQueueDelayMicroseconds(300);
        ModelConfig.Builder oldest = ModelConfig.newBuilder();
        oldest.getSequenceBatchingBuilder().getOldestBuilder().setMaxQueueDelayMicroseconds(200);

        assertThat(longest(dynamic)).isEqualTo(Duration.ofNanos(1_500_000));
        assertThat(longest(direct)).isEqualTo(Duration.ofNanos(300_000));
        assertThat(longest(oldest)).isEqualTo(Duration.ofNanos(200_000));
        assertThat(longest(ModelConfig.newBuilder())).isEqualTo(Duration.ZERO);
    }

    private static Duration longest(ModelConfig.Builder config) {
        return new BatchingDelay(config.build()).longest();
    }
}
