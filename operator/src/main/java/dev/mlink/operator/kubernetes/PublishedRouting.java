package dev.mlink.operator.kubernetes;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.mlink.admin.v1alpha1.RoutingTable;
import dev.mlink.operator.group.observation.Published;
import dev.mlink.operator.resources.GroupNames;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.time.Instant;
import java.util.Optional;

/** The routing table that a group's ConfigMap holds. */
public record PublishedRouting(Cluster cluster, GroupNames names) {

    /** Empty before the first. */
    public Optional<Published> read() {
        return cluster.find(ConfigMap.class, names.namespace(), names.routing())
                .filter(found -> found.getData() != null && found.getData().containsKey(RoutingConfigMap.TABLE))
                .map(this::published);
    }

    private Published published(ConfigMap found) {
        return new Published(
                parse(found.getData().get(RoutingConfigMap.TABLE)),
                found.getMetadata().getResourceVersion(),
                Instant.parse(found.getMetadata().getAnnotations().get(RoutingConfigMap.SINCE)));
    }

    private RoutingTable parse(String json) {
        try {
            RoutingTable.Builder table = RoutingTable.newBuilder();
            JsonFormat.parser().ignoringUnknownFields().merge(json, table);
            return table.build();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(
                    "ConfigMap " + names.namespace() + "/" + names.routing() + ", key " + RoutingConfigMap.TABLE
                            + ", is no routing table: " + e.getMessage()
                            + "; delete the ConfigMap to have it written anew",
                    e);
        }
    }
}
