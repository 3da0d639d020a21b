package dev.mlink.operator.group.observation;

import dev.mlink.admin.v1alpha1.RoutingTable;
import java.time.Instant;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The routing table in the group's ConfigMap.
 *
 * @param resourceVersion for compare-and-set
 * @param since when it was written
 */
public record Published(RoutingTable table, String resourceVersion, Instant since) {

    /** Digests of the artefacts that the table names, in order. */
    public SortedSet<String> artifacts() {
        SortedSet<String> named = new TreeSet<>();
        table.getModelsList().forEach(route -> {
            named.add(route.getPredictor().getArtifact());
            named.add(route.getLast().getArtifact());
        });
        named.remove("");
        return named;
    }
}
