package dev.mlink.operator.group.observation;

import dev.mlink.triton.wire.ModelConfig;
import java.time.Duration;
import java.util.stream.LongStream;

/** How long a model's configuration lets Triton hold a request back, so that others join its batch. */
public record BatchingDelay(ModelConfig config) {

    /** The longest that a request is held back for it. */
    public Duration longest() {
        var sequences = config.getSequenceBatching();
        long micros = LongStream.of(
                        config.getDynamicBatching().getMaxQueueDelayMicroseconds(),
                        sequences.getDirect().getMaxQueueDelayMicroseconds(),
                        sequences.getOldest().getMaxQueueDelayMicroseconds())
                .max()
                .orElseThrow();
        return Duration.ofNanos(Math.multiplyExact(1000L, micros));
    }
}
