package dev.mlink.operator.group.observation;

import dev.mlink.admin.v1alpha1.RuntimeStatus;
import dev.mlink.operator.runtime.RuntimeAddress;
import dev.mlink.operator.runtime.RuntimeReply;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;

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

    private static final int FATAL = 3;

    /** The number of the routing table in force for this group's UID; 0 when it has none, or does not answer. */
    public long epoch(String groupUid) {
        return status.answer()
                .filter(value -> value.getGroupUid().equals(groupUid))
                .map(RuntimeStatus::getEpoch)
                .orElse(0L);
    }

    /** Models that answer no more on an endpoint: so many calls in a row broke. */
    public Set<String> dead(String endpoint) {
        return status.answer().stream()
                .flatMap(value -> value.getModelsList().stream())
                .filter(traffic -> traffic.getSickList().stream()
                        .anyMatch(sick -> sick.getEndpoint().equals(endpoint) && sick.getFailures() >= FATAL))
                .map(RuntimeStatus.ModelTraffic::getModel)
                .collect(Collectors.toUnmodifiableSet());
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
