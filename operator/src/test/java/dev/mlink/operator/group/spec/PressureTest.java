package dev.mlink.operator.group.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.operator.planning.instances.Backlog;
import dev.mlink.operator.planning.instances.Wait;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PressureTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @Test
    void stateAndItsBeginningStayWhileFiguresChange() {
        Pressure quiet = Pressure.of(2).seen(waited(5), NOON);
        assertThat(quiet).isEqualTo(new Pressure(2, Optional.empty(), Optional.of(NOON)));
        assertThat(quiet.seen(waited(3), NOON.plusSeconds(3)).seen(idle(), NOON.plusSeconds(6)))
                .as("nothing to write")
                .isEqualTo(quiet);

        Pressure pressed = quiet.seen(waited(200), NOON.plusSeconds(9));
        assertThat(pressed).isEqualTo(new Pressure(2, Optional.of(NOON.plusSeconds(9)), Optional.empty()));
        assertThat(pressed.seen(waited(900), NOON.plusSeconds(12))).isEqualTo(pressed);
    }

    @Test
    void inBetweenGoesOnAndQuietEndsIt() {
        Pressure pressed = Pressure.of(1).seen(waited(200), NOON);
        assertThat(pressed.seen(waited(50), NOON.plusSeconds(3))).isEqualTo(pressed);
        assertThat(pressed.seen(idle(), NOON.plusSeconds(3)).longSince()).isEmpty();
        assertThat(pressed.seen(Optional.empty(), NOON.plusSeconds(3))).isEqualTo(Pressure.of(1));
    }

    /** For an execution of 100 ms. */
    private static Optional<Backlog> waited(int millis) {
        return Optional.of(new Backlog(0, Optional.of(new Wait(Duration.ofMillis(millis), Duration.ofMillis(100)))));
    }

    private static Optional<Backlog> idle() {
        return Optional.of(new Backlog(0, Optional.empty()));
    }
}
