package dev.mlink.operator.routing;

import com.google.protobuf.ByteString;
import dev.mlink.admin.v1alpha1.ModelRoute;
import dev.mlink.admin.v1alpha1.RoutingTable;
import dev.mlink.operator.triton.ModelDescription;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What models said about themselves while they were loaded. Triton answers none of it afterwards, so it is carried from
 * table to table.
 */
public record KnownModels(Map<String, Entry> entries) {

    /** Version, configuration and metadata, as Triton encodes them. */
    public record Entry(String version, ByteString config, ByteString metadata) {}

    public KnownModels {
        entries = Map.copyOf(entries);
    }

    /** What the table in force carries, replaced by what was seen since. */
    public static KnownModels of(Optional<RoutingTable> table, Map<String, ModelDescription> seen) {
        Map<String, Entry> entries = new HashMap<>();
        table.ifPresent(known -> known.getModelsList().stream()
                .filter(route -> !route.getConfig().isEmpty())
                .forEach(route -> entries.put(route.getModel(), entry(route))));
        seen.forEach((model, description) -> entries.put(model, entry(description)));
        return new KnownModels(entries);
    }

    public Optional<Entry> find(String model) {
        return Optional.ofNullable(entries.get(model));
    }

    private static Entry entry(ModelRoute route) {
        return new Entry(route.getVersion(), route.getConfig(), route.getMetadata());
    }

    private static Entry entry(ModelDescription description) {
        String version =
                description.versions().stream().reduce((first, last) -> last).orElse("");
        return new Entry(version, description.configBytes(), description.metadataBytes());
    }
}
