package dev.mlink.operator.planning.instances;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BacklogTest {

    @Test
    void requestsThatWaitedTwoExecutionsAreALongQueueThoughNoneIsPending() {
        assertThat(waited(40, 20).isLong(1)).isTrue();
        assertThat(waited(40, 20).isLong(4))
                .as("a wait says it of all instances")
                .isTrue();
        assertThat(waited(39, 20).isLong(1)).isFalse();
    }

    @Test
    void pendingRequestsCountForEachInstance() {
        Backlog backlog = new Backlog(4, Optional.empty());
        assertThat(backlog.isLong(2)).isTrue();
        assertThat(backlog.isLong(3)).isFalse();
        assertThat(new Backlog(4, Optional.of(mean(40, 20))).isLong(3))
                .as("either is enough")
                .isTrue();
    }

    @Test
    void aTenthOfAnExecutionIsQuietAndMoreIsNeitherQuietNorLong() {
        assertThat(waited(9, 100).isQuiet()).isTrue();
        assertThat(waited(10, 100).isQuiet()).isFalse();
        assertThat(waited(10, 100).isLong(1)).isFalse();
        assertThat(new Backlog(1, Optional.empty()).isQuiet()).isFalse();
        assertThat(new Backlog(0, Optional.empty()).isQuiet()).isTrue();
    }

    @Test
    void handingOverARequestIsNoWaitHoweverFastTheModel() {
        Wait handedOver = new Wait(Duration.ofNanos(999_999), Duration.ofNanos(30_000));
        assertThat(new Backlog(0, Optional.of(handedOver)).isQuiet()).isTrue();
        assertThat(new Backlog(0, Optional.of(new Wait(Duration.ofMillis(1), Duration.ofNanos(30_000)))).isLong(1))
                .isTrue();
    }

    @Test
    void whatIsHeldBackForABatchIsNoWait() {
        assertThat(waited(100, 20).beyond(Duration.ofMillis(100)).isQuiet()).isTrue();
        assertThat(waited(100, 20).beyond(Duration.ofMillis(500)).isQuiet()).isTrue();
        assertThat(waited(140, 20).beyond(Duration.ofMillis(100)).isLong(1)).isTrue();
        assertThat(new Backlog(3, Optional.empty()).beyond(Duration.ofMillis(100)))
                .isEqualTo(new Backlog(3, Optional.empty()));
    }

    @Test
    void ofSeveralTritonsTheWorstCountsInEachRespect() {
        assertThat(new Backlog(1, Optional.of(mean(40, 20))).or(new Backlog(3, Optional.of(mean(50, 50)))))
                .isEqualTo(new Backlog(3, Optional.of(mean(40, 20))));
        assertThat(new Backlog(1, Optional.empty()).or(waited(50, 50)))
                .isEqualTo(new Backlog(1, Optional.of(mean(50, 50))));
    }

    @Test
    void saysWhatWasLonger() {
        assertThat(new Backlog(9, Optional.of(mean(40, 20))).text(1)).isEqualTo("9 requests wait for 1 instances");
        assertThat(new Backlog(1, Optional.of(mean(40, 20))).text(1))
                .isEqualTo("requests waited 40000 us for an execution of 20000 us");
    }

    @Test
    void aWaitIsForAnExecution() {
        assertThatThrownBy(() -> new Wait(Duration.ofMillis(3), Duration.ZERO))
                .hasMessage("wait: mean PT0.003S, execution PT0S; give 0 or more, and more than 0");
    }

    private static Backlog waited(int mean, int execution) {
        return new Backlog(0, Optional.of(mean(mean, execution)));
    }

    private static Wait mean(int mean, int execution) {
        return new Wait(Duration.ofMillis(mean), Duration.ofMillis(execution));
    }
}
