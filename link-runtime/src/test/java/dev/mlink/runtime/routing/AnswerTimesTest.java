package dev.mlink.runtime.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AnswerTimesTest {
    private final AnswerTimes times = new AnswerTimes(Duration.ofSeconds(2).toNanos(), 0);

    @Test
    void tooFewAnswersSayNothing() {
        answers(19, 5, 0);
        assertThat(times.patience(1)).isEmpty();
        answers(1, 5, 0);
        assertThat(times.patience(1)).hasValue(Duration.ofSeconds(2).toNanos());
    }

    @Test
    void threeTimesTheLongestOfThisMinuteAndTheOneBefore() {
        answers(20, 1_000, 0);
        assertThat(times.patience(1)).hasValue(Duration.ofSeconds(3).toNanos());
        answers(20, 900, 61);
        assertThat(times.patience(1)).hasValue(Duration.ofSeconds(3).toNanos());
        answers(20, 800, 122);
        assertThat(times.patience(1)).hasValue(Duration.ofMillis(2_700).toNanos());
    }

    @Test
    void whatIsAskedForRarelyIsRememberedForLonger() {
        answers(20, 1_000, 0);
        answers(1, 10, 1_000);
        answers(1, 10, 2_000);
        assertThat(times.patience(1)).hasValue(Duration.ofSeconds(3).toNanos());
    }

    @Test
    void aLargerRequestMayTakeLongerInProportion() {
        for (int call = 0; call < 20; call++) {
            times.answered(Duration.ofMillis(100).toNanos(), 1_000, 0);
        }
        assertThat(times.patience(64_000)).hasValue(Duration.ofMillis(64 * 300).toNanos());
        assertThat(times.patience(10)).hasValue(Duration.ofSeconds(2).toNanos());
    }

    @Test
    void theFirstAnswerOfAProcessIsWaitedFor() {
        answers(20, 5, 0);
        times.loaded();
        assertThat(times.patience(1)).isEmpty();
        answers(1, 5, 0);
        assertThat(times.patience(1)).isPresent();
    }

    private void answers(int count, long millis, long atSecond) {
        for (int call = 0; call < count; call++) {
            times.answered(
                    Duration.ofMillis(millis).toNanos(),
                    1,
                    Duration.ofSeconds(atSecond).toNanos());
        }
    }
}
