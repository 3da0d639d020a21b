package dev.mlink.operator.group.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.operator.status.ConditionType;
import dev.mlink.operator.status.Reason;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a group says while no server of its own Triton is ready. */
class StartingTritonTest {

    private final Scene scene = new Scene();

    @Test
    void aDeploymentWithoutPodsHasNoReadyServer() {
        scene.starting = Optional.of(List.of());

        assertThat(scene.plan().findings()).containsExactly(starting("Deployment 'triton' has no ready server yet"));
    }

    @Test
    void eachServerSaysWhyItDoesNotStart() {
        scene.starting = Optional.of(
                List.of("pod 'triton-0': ErrImagePull, not found", "pod 'triton-1': 0/3 nodes are available: no GPU"));

        assertThat(scene.plan().findings())
                .containsExactly(
                        starting("Deployment 'triton' has no ready server yet; pod 'triton-0': ErrImagePull, not"
                                + " found; pod 'triton-1': 0/3 nodes are available: no GPU"));
    }

    @Test
    void nothingIsDoneMeanwhile() {
        scene.starting = Optional.of(List.of());

        assertThat(scene.plan().steps()).isEmpty();
        assertThat(scene.plan().stage()).isEqualTo(Stage.PENDING);
    }

    private static Finding starting(String text) {
        return Finding.ofGroup(ConditionType.TRITON_REACHABLE, Reason.TritonStarting, text);
    }
}
