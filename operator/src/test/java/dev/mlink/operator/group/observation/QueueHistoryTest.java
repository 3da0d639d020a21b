package dev.mlink.operator.group.observation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.operator.group.observation.QueueHistory.Look;
import dev.mlink.operator.planning.instances.Wait;
import dev.mlink.operator.triton.ServedRequests;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QueueHistoryTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @Test
    void tellsTheMeanWaitSinceTheLookBefore() {
        QueueHistory history = QueueHistory.from(look(0, 100, 900, 700));
        assertThat(history.waited("t", "m")).as("nothing to compare with").isEmpty();
        assertThat(history.then(look(3000, 104, 200_900, 80_700)).waited("t", "m"))
                .contains(new Wait(Duration.ofMillis(50), Duration.ofMillis(20)));
        assertThat(history.then(look(3000, 100, 900, 700)).waited("t", "m"))
                .as("no request")
                .isEmpty();
    }

    /** A pass that acts looks twice, and the second look decides. */
    @Test
    void theSecondLookOfAPassTellsTheSame() {
        QueueHistory pass = QueueHistory.from(look(0, 0, 0, 0)).then(look(3000, 4, 200_000, 80_000));
        QueueHistory again = pass.then(look(3020, 4, 200_000, 80_000));
        assertThat(again.waited("t", "m")).isPresent().isEqualTo(pass.waited("t", "m"));
        assertThat(again.then(look(6000, 4, 200_000, 80_000)).waited("t", "m"))
                .as("once it is old it is over")
                .isEmpty();
    }

    @Test
    void aBurstBetweenLooksIsSeenHoweverFarTheyAreApart() {
        for (long millis : new long[] {100, 300, 1400, 2999, 3000, 3700, 60_000}) {
            QueueHistory history = QueueHistory.from(look(0, 0, 0, 0));
            long at = 0;
            for (int looks = 0; looks < 50; looks++) {
                at += millis;
                history = history.then(look(at, 0, 0, 0));
            }
            assertThat(history.waited("t", "m")).as("looks every %d ms", millis).isEmpty();
            assertThat(history.then(look(at + millis, 1, 9000, 1000)).waited("t", "m"))
                    .as("looks every %d ms", millis)
                    .contains(new Wait(Duration.ofMillis(9), Duration.ofMillis(1)));
        }
    }

    @Test
    void countersThatStartAnewAreComparedWithThemselves() {
        QueueHistory restarted =
                QueueHistory.from(look(0, 100, 900_000, 700_000)).then(look(3000, 2, 60_000, 2000));
        assertThat(restarted.waited("t", "m")).isEmpty();
        assertThat(restarted.then(look(6000, 3, 90_000, 3000)).waited("t", "m"))
                .contains(new Wait(Duration.ofMillis(30), Duration.ofMillis(1)));
    }

    @Test
    void aTritonOrAModelThatWasNotSeenBeforeTellsNothing() {
        QueueHistory history = QueueHistory.from(new Look(NOON, Map.of())).then(look(3000, 9, 9000, 1000));
        assertThat(history.waited("t", "m")).isEmpty();
        assertThat(history.waited("t", "other")).isEqualTo(Optional.empty());
    }

    @Test
    void requestsThatNothingWasExecutedForWaitForNoInstance() {
        assertThat(QueueHistory.from(look(0, 0, 0, 0))
                        .then(look(3000, 5, 9000, 0))
                        .waited("t", "m"))
                .as("answered from a cache")
                .isEmpty();
    }

    private static Look look(long millis, long requests, long queuedMicros, long executedMicros) {
        return new Look(
                NOON.plusMillis(millis),
                Map.of("t", Map.of("m", new ServedRequests(requests, queuedMicros, executedMicros))));
    }
}
