package dev.mlink.runtime.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.runtime.store.Store;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SamplerTest {
    @TempDir
    Path directory;

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

    @Test
    void whatIsKeptIsWrittenAtTheEndAndReadBack() throws IOException {
        try (Sampler first = sampler()) {
            first.start();
            first.offer(4, time -> List.of(candidate(time, 1)));
        }
        try (Sampler second = sampler()) {
            second.start();
            second.offer(4, time -> List.of(candidate(time, 2), candidate(time, 1)));
        }
        assertThat(new Store(directory)
                        .samples()
                        .read("pod")
                        .orElseThrow()
                        .inputs()
                        .get("image")
                        .floats())
                .containsExactly(1, 2);
    }

    @Test
    void whatCannotBeReadIsCounted() {
        try (Sampler sampler = sampler()) {
            sampler.start();
            sampler.offer(4, time -> {
                throw new IllegalArgumentException("no tensor");
            });
        }
        assertThat(dropped("cannot be kept")).isEqualTo(1);
    }

    @Test
    void aFullQueueIsNotWaitedFor() throws InterruptedException {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        try (Sampler sampler = sampler()) {
            sampler.start();
            sampler.offer(0, time -> {
                busy.countDown();
                await(gate);
                return List.of();
            });
            busy.await();
            sampler.offer(65 << 20, time -> List.of(candidate(time, 1)));
            assertThat(dropped("queue full")).as("too many bytes").isEqualTo(1);
            for (int i = 0; i < 257; i++) {
                sampler.offer(1, time -> List.of());
            }
            assertThat(dropped("queue full")).as("too many requests").isEqualTo(2);
            gate.countDown();
        }
    }

    private Sampler sampler() {
        return new Sampler(
                new Store(directory).samples(),
                "pod",
                new SamplingRule(10, Duration.ofHours(2), .3, .05),
                metrics,
                Clock.systemUTC());
    }

    private static Candidate candidate(long time, float value) {
        return Candidate.of(ReservoirTest.sample(time, value));
    }

    private double dropped(String why) {
        return metrics.counter("mlink.samples.dropped", "reason", why).count();
    }

    private static void await(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
