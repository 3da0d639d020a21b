package dev.mlink.runtime.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.runtime.upstream.Reply.Outcome;
import dev.mlink.triton.TritonAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ModelHealthTest {
    private final MovableClock clock = new MovableClock();
    private final Endpoint endpoint = endpoint("t0");
    private final ModelHealth health = new ModelHealth(clock);

    @Test
    void aBrokenCallMakesAModelSickUntilOneGoesThrough() {
        health.ended("m", endpoint, Outcome.BROKEN, "stub");
        assertThat(health.sick("m", endpoint)).isTrue();
        assertThat(health.sick("m", endpoint("t1")))
                .as("elsewhere it may be well")
                .isFalse();
        health.ended("m", endpoint, Outcome.ANSWERED, "");
        assertThat(health.sick("m", endpoint)).isFalse();
        assertThat(health.of("m").failures()).isZero();
    }

    @Test
    void failuresInARowAreCountedAndRefusalsAreNot() {
        health.ended("m", endpoint, Outcome.GONE, "gone");
        health.ended("m", endpoint, Outcome.REFUSED, "your fault");
        health.ended("m", endpoint, Outcome.GONE, "gone again");
        assertThat(health.of("m").failures()).isEqualTo(2);
        assertThat(health.of("m").lastFailure()).isEqualTo("gone again");
        assertThat(health.sick("m", endpoint))
                .as("gone is not sick: it is asked each time")
                .isFalse();
    }

    @Test
    void oneTrialASecond() {
        assertThat(health.trialDue("m", endpoint))
                .as("a model that is well needs none")
                .isFalse();
        health.ended("m", endpoint, Outcome.BROKEN, "stub");
        assertThat(health.trialDue("m", endpoint)).as("it has just been tried").isFalse();
        clock.pass(Duration.ofSeconds(1));
        assertThat(health.trialDue("m", endpoint)).isTrue();
        assertThat(health.trialDue("m", endpoint)).isFalse();
    }

    @Test
    void whereItIsSickIsToldUntilItIsLoadedAnew() {
        health.ended("m", endpoint, Outcome.GONE, "gone");
        assertThat(health.sick("m")).as("gone is not sick").isEmpty();
        health.ended("m", endpoint, Outcome.BROKEN, "stub");
        health.ended("other", endpoint("t1"), Outcome.BROKEN, "stub");

        assertThat(health.sick("m")).containsOnlyKeys("t0");
        assertThat(health.sick("m").get("t0").failures()).isEqualTo(2);
        clock.pass(Duration.ofSeconds(7));
        assertThat(health.since(health.sick("m").get("t0"))).isEqualTo(Duration.ofSeconds(7));

        health.loaded("m", "t0");
        assertThat(health.sick("m")).isEmpty();
        assertThat(health.sick("other")).containsOnlyKeys("t1");
    }

    static Endpoint endpoint(String name) {
        return new Endpoint(name, new TritonAddress(name, 1), new TritonAddress(name, 2));
    }
}
