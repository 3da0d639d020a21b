package dev.mlink.operator.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;

/** Pods as kubelets and schedulers report them, and what a group says of them. */
class ManagedTritonPodsTest {

    @Test
    void anImageThatCannotBePulled() {
        assertThat(
                        trouble(
                                """
                        phase: Pending
                        conditions:
                        - {type: PodScheduled, status: "True"}
                        - {type: Ready, status: "False", reason: ContainersNotReady}
                        containerStatuses:
                        - name: triton
                          ready: false
                          state:
                            waiting: {reason: ImagePullBackOff, message: 'Back-off pulling image "example/triton:none"'}
                        """))
                .isEqualTo(
                        "pod 'digits-triton-7d4b9': ImagePullBackOff, Back-off pulling image \"example/triton:none\"");
    }

    @Test
    void aNodeThatIsNotThere() {
        assertThat(
                        trouble(
                                """
                        phase: Pending
                        conditions:
                        - type: PodScheduled
                          status: "False"
                          reason: Unschedulable
                          message: "0/3 nodes are available: 3 Insufficient nvidia.com/gpu."
                        """))
                .isEqualTo("pod 'digits-triton-7d4b9': 0/3 nodes are available: 3 Insufficient nvidia.com/gpu.");
    }

    @Test
    void aServerThatHasEnded() {
        assertThat(
                        trouble(
                                """
                        phase: Running
                        conditions:
                        - {type: PodScheduled, status: "True"}
                        - {type: Ready, status: "False"}
                        containerStatuses:
                        - name: triton
                          ready: false
                          state:
                            terminated: {reason: Error, exitCode: 1, message: "\\n"}
                        """))
                .isEqualTo("pod 'digits-triton-7d4b9': Error, exit code 1");
    }

    @Test
    void aServerThatEndsAgainAndAgainSaysHowItEndedLast() {
        assertThat(
                        trouble(
                                """
                        phase: Running
                        conditions:
                        - {type: Ready, status: "False"}
                        containerStatuses:
                        - name: triton
                          ready: false
                          state:
                            waiting: {reason: CrashLoopBackOff, message: back-off 40s restarting failed container=triton}
                          lastState:
                            terminated: {reason: OOMKilled, exitCode: 137}
                        """))
                .isEqualTo("pod 'digits-triton-7d4b9': CrashLoopBackOff, back-off 40s restarting failed"
                        + " container=triton, after OOMKilled, exit code 137");
    }

    @Test
    void oneThatOnlyTakesItsTime() {
        assertThat(
                        trouble(
                                """
                        phase: Pending
                        conditions:
                        - {type: PodScheduled, status: "True"}
                        - {type: Ready, status: "False"}
                        containerStatuses:
                        - {name: triton, ready: false, state: {waiting: {reason: ContainerCreating}}}
                        """))
                .isEqualTo("pod 'digits-triton-7d4b9': starting, phase Pending");
        assertThat(trouble("{phase: Running, containerStatuses: [{name: triton, ready: false, state: {running: {}}}]}"))
                .as("up, but not ready")
                .isEqualTo("pod 'digits-triton-7d4b9': starting, phase Running");
    }

    @Test
    void oneThatIsReadyHasNone() {
        assertThat(ManagedTritonPods.trouble(pod("{phase: Running, conditions: [{type: Ready, status: \"True\"}]}")))
                .isEmpty();
        assertThat(ManagedTritonPods.trouble(new Pod())).as("just created").isEmpty();
    }

    private static String trouble(String status) {
        return ManagedTritonPods.trouble(pod(status)).orElseThrow();
    }

    private static Pod pod(String status) {
        return Serialization.unmarshal(
                """
                apiVersion: v1
                kind: Pod
                metadata: {name: digits-triton-7d4b9}
                status:
                """
                        + status.indent(2),
                Pod.class);
    }
}
