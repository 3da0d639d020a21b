package dev.mlink.operator.group;

import dev.mlink.operator.group.decision.Step;
import dev.mlink.operator.status.EventReason;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.function.BiConsumer;

/**
 * Frees a Triton that only a restart can free, where that is allowed; elsewhere it says what to do.
 *
 * @param mayRestart whether the pod may be deleted, so that whoever made it makes another
 */
record StuckTriton(KubernetesClient client, String namespace, boolean mayRestart) {

    void free(Step.Restart restart, BiConsumer<EventReason, String> tell) {
        String pod = restart.endpoint();
        if (mayRestart) {
            tell.accept(EventReason.TritonRestarted, restart.why() + "; its pod is deleted");
            client.pods()
                    .inNamespace(namespace)
                    .withName(pod)
                    .withGracePeriod(0)
                    .delete();
        } else {
            tell.accept(
                    EventReason.TritonStuck,
                    restart.why() + "; delete pod " + pod
                            + ", or install the operator's chart with restartTriton: true to have that done");
        }
    }
}
