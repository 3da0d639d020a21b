package dev.mlink.operator.group.observation;

import dev.mlink.admin.v1alpha1.RouteAcknowledgement;
import dev.mlink.admin.v1alpha1.RuntimeStatus;
import dev.mlink.admin.v1alpha1.RuntimeStatus.ModelTraffic;
import dev.mlink.operator.runtime.RuntimeAddress;
import dev.mlink.operator.runtime.RuntimeReply;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

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

    /** The same pod with what it says now. */
    public RuntimePod answering(RuntimeReply<RuntimeStatus> now) {
        return new RuntimePod(name, admin, ready, terminating, created, now);
    }

    /** The same pod once it gets traffic. */
    public RuntimePod becomeReady() {
        return new RuntimePod(name, admin, true, terminating, created, status);
    }

    /** The same pod once it has put a table in force. */
    RuntimePod acknowledging(RouteAcknowledgement table) {
        return answering(status.map(answer -> answer.toBuilder()
                .setGroupUid(table.getGroupUid())
                .setEpoch(table.getEpoch())
                .build()));
    }

    /** Models that answer no more on an endpoint, so many calls in a row broke; and since the first of them, how long. */
    public Map<String, Duration> dead(String endpoint) {
        Map<String, Duration> dead = new HashMap<>();
        traffic().forEach(model -> at(model, endpoint)
                .filter(at -> at.getBroken() >= FATAL)
                .forEach(at -> dead.put(model.getModel(), Duration.ofMillis(at.getBrokenMillis()))));
        return dead;
    }

    /** Calls under way on a model. Those of whom the pod does not say where they are may be on any endpoint. */
    public long inFlight(String endpoint, String name) {
        return traffic()
                .filter(model -> model.getModel().equals(name))
                .mapToLong(model -> model.getAtCount() == 0
                        ? model.getInFlight()
                        : at(model, endpoint)
                                .mapToLong(ModelTraffic.At::getInFlight)
                                .sum())
                .sum();
    }

    private Stream<ModelTraffic> traffic() {
        return status.answer().stream().flatMap(value -> value.getModelsList().stream());
    }

    private static Stream<ModelTraffic.At> at(ModelTraffic model, String endpoint) {
        return model.getAtList().stream().filter(at -> at.getEndpoint().equals(endpoint));
    }
}
