package dev.mlink.operator.group.observation;

import dev.mlink.admin.v1alpha1.RouteAcknowledgement;
import dev.mlink.admin.v1alpha1.RuntimeStatus;
import dev.mlink.operator.runtime.RuntimeAddress;
import dev.mlink.operator.runtime.RuntimeReply;
import java.time.Instant;

/**
 * One pod of the group's link-runtime that has an address and is not done.
 *
 * @param ready by Kubernetes' probe: it gets traffic
 * @param terminating it still answers what it has accepted
 */
public record RuntimePod(
        String name,
        RuntimeAddress admin,
        boolean ready,
        boolean terminating,
        Instant created,
        RuntimeReply<RuntimeStatus> status) {

    /** The number of the routing table in force for this group's UID; 0 when it has none, or does not answer. */
    public long epoch(String groupUid) {
        return status.answer()
                .filter(value -> value.getGroupUid().equals(groupUid))
                .map(RuntimeStatus::getEpoch)
                .orElse(0L);
    }

    /** The same pod once it has put a table in force. */
    RuntimePod acknowledging(RouteAcknowledgement table) {
        RuntimeReply<RuntimeStatus> told = status.map(answer -> answer.toBuilder()
                .setGroupUid(table.getGroupUid())
                .setEpoch(table.getEpoch())
                .build());
        return new RuntimePod(name, admin, ready, terminating, created, told);
    }

    /** Calls under way on a model. */
    public long inFlight(String model) {
        return status.answer().stream()
                .flatMap(value -> value.getModelsList().stream())
                .filter(traffic -> traffic.getModel().equals(model))
                .mapToLong(RuntimeStatus.ModelTraffic::getInFlight)
                .sum();
    }
}
