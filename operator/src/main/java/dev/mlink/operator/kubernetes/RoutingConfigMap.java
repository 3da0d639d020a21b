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

    static final String TABLE = "table.json";
    static final String SINCE = "mlink.dev/published-at";

    /**
     * Writes a table in place of the one that was read.
     *
     * @param replaced what was read before; the write fails when somebody else has written since
     * @return the resource version that it has now; empty where it was not written
     */
    public Optional<String> write(
            RoutingTable table, Optional<Published> replaced, OwnerReference owner, Instant since) {
        ConfigMap written = new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace(names.namespace())
                .withName(names.routing())
                .withLabels(names.labels())
                .withAnnotations(Map.of(SINCE, since.toString()))
                .withOwnerReferences(owner)
                .withResourceVersion(replaced.map(Published::resourceVersion).orElse(null))
                .endMetadata()
                .withData(Map.of(TABLE, print(table)))
                .build();
        try {
            ConfigMap now = replaced.isPresent()
                    ? client.resource(written).update()
                    : client.resource(written).create();
            return Optional.of(now.getMetadata().getResourceVersion());
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                return Optional.empty();
            }
            throw e;
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
