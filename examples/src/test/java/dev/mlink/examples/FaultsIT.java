package dev.mlink.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The quickest faults of examples/benchmark/faults, once each: nothing fails that the retries of a client do not heal. */
@Order(3)
class FaultsIT {

    @Test
    void noRequestFailsWhateverIsKilled() {
        Shell.Result run = new Shell().run("examples/benchmark/benchmark faults --short --seed 1", 20);

        assertThat(run.status()).as(run.output()).isZero();
        assertThat(run.output())
                .contains(
                        "kill -9 of every operator",
                        "kill -9 of one of two Tritons",
                        "kill -9 of one model's process",
                        "kill -9 of one of two runtime pods",
                        " 0 failed");
    }
}
