package dev.mlink.runtime.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class InFlightTest {
    @Test
    void callsCountUntilTheyEndInAnyWay() {
        InFlight inFlight = new InFlight();
        CompletableFuture<String> good = new CompletableFuture<>();
        CompletableFuture<String> bad = new CompletableFuture<>();
        assertThat(inFlight.of("m")).isZero();

        inFlight.during("m", () -> good);
        inFlight.during("m", () -> bad);
        assertThat(inFlight.of("m")).isEqualTo(2);

        good.complete("done");
        bad.completeExceptionally(new IllegalStateException());
        assertThat(inFlight.of("m")).isZero();
    }
}
