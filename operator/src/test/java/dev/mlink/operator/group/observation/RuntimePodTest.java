package dev.mlink.operator.group.observation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.admin.v1alpha1.RuntimeStatus;
import dev.mlink.admin.v1alpha1.RuntimeStatus.ModelTraffic;
import dev.mlink.admin.v1alpha1.RuntimeStatus.ModelTraffic.At;
import dev.mlink.operator.runtime.RuntimeAddress;
import dev.mlink.operator.runtime.RuntimeReply;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RuntimePodTest {

    @Test
    void callsAreCountedWhereTheyAre() {
        RuntimePod pod = pod(5, at("t0", 3, 0), at("t1", 2, 0));

        assertThat(pod.inFlight("t0", "m")).isEqualTo(3);
        assertThat(pod.inFlight("t1", "m")).isEqualTo(2);
        assertThat(pod.inFlight("t2", "m")).isZero();
        assertThat(pod.inFlight("t0", "other")).isZero();
    }

    /** As a pod of an earlier release does, and one that runs a profile. */
    @Test
    void callsOfWhichNobodySaysWhereTheyAreMayBeAnywhere() {
        RuntimePod pod = pod(5);

        assertThat(pod.inFlight("t0", "m")).isEqualTo(5);
        assertThat(pod.inFlight("t1", "m")).isEqualTo(5);
    }

    @Test
    void aModelIsDeadWhereThreeCallsInARowBroke() {
        RuntimePod pod = pod(0, at("t0", 0, 3), at("t1", 0, 2));

        assertThat(pod.dead("t0")).isEqualTo(Map.of("m", Duration.ofMillis(1500)));
        assertThat(pod.dead("t1")).isEmpty();
    }

    private static At at(String endpoint, long inFlight, int broken) {
        return At.newBuilder()
                .setEndpoint(endpoint)
                .setInFlight(inFlight)
                .setBroken(broken)
                .setBrokenMillis(1500)
                .build();
    }

    private static RuntimePod pod(long inFlight, At... at) {
        RuntimeStatus status = RuntimeStatus.newBuilder()
                .addModels(ModelTraffic.newBuilder()
                        .setModel("m")
                        .setInFlight(inFlight)
                        .addAllAt(List.of(at)))
                .build();
        return new RuntimePod(
                "pod",
                RuntimeAddress.plain("host", 1, "token"),
                true,
                false,
                Instant.EPOCH,
                new RuntimeReply.Answered<>(status));
    }
}
