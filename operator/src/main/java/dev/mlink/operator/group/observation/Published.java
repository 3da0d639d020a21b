package dev.mlink.operator.group.observation;

import dev.mlink.admin.v1alpha1.RoutingTable;
import java.time.Instant;

/**
 * The routing table in the group's ConfigMap.
 *
 * @param resourceVersion for compare-and-set
 * @param since when it was written
 */
public record Published(RoutingTable table, String resourceVersion, Instant since) {}
