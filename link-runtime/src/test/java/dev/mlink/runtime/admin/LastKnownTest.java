package dev.mlink.runtime.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlink.runtime.store.StoreUnavailableException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LastKnownTest {
    private static final StoreUnavailableException GONE = new StoreUnavailableException("gone", null);

    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final LastKnown<Integer> patient = new LastKnown<>(workers, Duration.ofSeconds(20));
    private final LastKnown<Integer> hasty = new LastKnown<>(workers, Duration.ofMillis(1));

    @AfterEach
    void stop() {
        workers.shutdownNow();
    }

    @Test
    void theNewestAnswerIsGivenWhileThereIsOne() throws IOException {
        assertThat(patient.ask(() -> 1)).contains(1);
        assertThat(patient.ask(() -> 2)).contains(2);
    }

    @Test
    void afterAFailureTheLastAnswerStands() throws IOException {
        assertThatThrownBy(() -> patient.ask(LastKnownTest::fail)).isSameAs(GONE);
        patient.ask(() -> 1);
        assertThat(patient.ask(LastKnownTest::fail)).contains(1);
    }

    @Test
    void aSlowQuestionIsAskedOnceAndAnsweredLater() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        for (int i = 0; i < 3; i++) {
            assertThat(hasty.ask(() -> {
                        asked.incrementAndGet();
                        gate.await();
                        return 7;
                    }))
                    .isEmpty();
        }
        gate.countDown();
        while (hasty.ask(() -> 8).isEmpty()) {
            Thread.onSpinWait();
        }
        assertThat(asked).hasValue(1);
    }

    private static Integer fail() throws IOException {
        throw GONE;
    }
}
