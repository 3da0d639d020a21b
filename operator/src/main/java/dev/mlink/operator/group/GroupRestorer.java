package dev.mlink.operator.group;

import dev.mlink.api.v1alpha1.ModelGroup;
import dev.mlink.operator.group.decision.Restoration;
import dev.mlink.operator.group.decision.Step;
import dev.mlink.operator.group.observation.Observation;
import dev.mlink.operator.group.observation.TritonEndpoint;
import dev.mlink.operator.kubernetes.Cluster;
import dev.mlink.operator.kubernetes.EventRecorder;
import dev.mlink.operator.kubernetes.RuntimePods;
import dev.mlink.operator.resources.GroupNames;
import dev.mlink.operator.status.EventReason;
import dev.mlink.operator.triton.TritonControl;
import dev.mlink.triton.TritonAddress;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import java.time.Duration;
import java.time.Instant;

/** Takes a group down: first the runtimes, so that nothing is asked any more, then Triton back to what was found. */
record GroupRestorer(
        KubernetesClient client,
        Cluster live,
        TritonControl triton,
        EventRecorder events,
        ModelGroup group,
        Observation seen) {

    private static final Duration SOON = Duration.ofMillis(300);
    /** Runtimes that have accepted requests get so long to finish them. */
    private static final Duration DRAIN = Duration.ofSeconds(30);

    DeleteControl restore() {
        GroupNames names = new GroupNames(seen.spec().namespace(), seen.spec().name());
        Duration since = Duration.between(Instant.parse(group.getMetadata().getDeletionTimestamp()), seen.now());
        stopRuntimes(names);
        if (!new RuntimePods(live, names).all().isEmpty() && since.compareTo(DRAIN) < 0) {
            return again();
        }
        if (seen.spec().triton().managed()) {
            return DeleteControl.defaultDelete(); // its Triton goes with it
        }
        Restoration.Next next = new Restoration(seen).next(since);
        next.steps().forEach(this::apply);
        if (next.waiting()) {
            return again();
        }
        tell(next);
        return DeleteControl.defaultDelete();
    }

    private void stopRuntimes(GroupNames names) {
        client.apps()
                .deployments()
                .inNamespace(names.namespace())
                .withName(names.runtime())
                .delete();
    }

    private void apply(Step step) {
        if (step instanceof Step.Unload unload) {
            triton.unload(address(unload.endpoint()), unload.model());
        } else if (step instanceof Step.Load load) {
            triton.load(address(load.endpoint()), load.model());
        }
    }

    private TritonAddress address(String endpoint) {
        return seen.endpoints().stream()
                .filter(one -> one.name().equals(endpoint))
                .map(TritonEndpoint::grpc)
                .findFirst()
                .orElseThrow();
    }

    private void tell(Restoration.Next next) {
        if (next.abandoned().isEmpty()) {
            events.tell(group, EventReason.TritonRestored, "Triton is as it was found");
        } else {
            events.tell(
                    group,
                    EventReason.TritonLeftAsItIs,
                    "no answer for " + Restoration.PATIENCE.toSeconds() + " s from "
                            + String.join(", ", next.abandoned()) + ": its models are left as they are");
        }
    }

    private static DeleteControl again() {
        return DeleteControl.noFinalizerRemoval().rescheduleAfter(SOON.toMillis());
    }
}
