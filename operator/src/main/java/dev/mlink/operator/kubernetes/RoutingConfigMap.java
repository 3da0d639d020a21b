package dev.mlink.operator.kubernetes;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.mlink.admin.v1alpha1.RoutingTable;
import dev.mlink.operator.group.observation.Published;
import dev.mlink.operator.resources.GroupNames;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The ConfigMap that holds a group's routing table, so that a pod that starts without the operator serves. */
public record RoutingConfigMap(KubernetesClient client, GroupNames names) {

    private static final String TABLE = "table.json";
    private static final String SINCE = "mlink.dev/published-at";

    /** The table in the cluster; empty before the first. */
    public Optional<Published> read() {
        ConfigMap found = client.configMaps()
                .inNamespace(names.namespace())
                .withName(names.routing())
                .get();
        if (found == null || found.getData() == null || !found.getData().containsKey(TABLE)) {
            return Optional.empty();
        }
        return Optional.of(new Published(
                parse(found.getData().get(TABLE)),
                found.getMetadata().getResourceVersion(),
                Instant.parse(found.getMetadata().getAnnotations().get(SINCE))));
    }

    /**
     * Writes a table in place of the one that was read.
     *
     * @param replaced what was read before; the write fails when somebody else has written since
     * @return whether it was written
     */
    public boolean write(RoutingTable table, Optional<Published> replaced, OwnerReference owner, Instant now) {
        ConfigMap written = new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace(names.namespace())
                .withName(names.routing())
                .withLabels(names.labels())
                .withAnnotations(Map.of(SINCE, now.toString()))
                .withOwnerReferences(owner)
                .withResourceVersion(replaced.map(Published::resourceVersion).orElse(null))
                .endMetadata()
                .withData(Map.of(TABLE, print(table)))
                .build();
        try {
            if (replaced.isPresent()) {
                client.resource(written).update();
            } else {
                client.resource(written).create();
            }
            return true;
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                return false;
            }
            throw e;
        }
    }

    private RoutingTable parse(String json) {
        try {
            RoutingTable.Builder table = RoutingTable.newBuilder();
            JsonFormat.parser().ignoringUnknownFields().merge(json, table);
            return table.build();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(
                    "ConfigMap " + names.namespace() + "/" + names.routing() + ", key " + TABLE
                            + ", is no routing table: " + e.getMessage()
                            + "; delete the ConfigMap to have it written anew",
                    e);
        }
    }

    private static String print(RoutingTable table) {
        try {
            return JsonFormat.printer().print(table);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("a table of our own making cannot be printed", e);
        }
    }
}
