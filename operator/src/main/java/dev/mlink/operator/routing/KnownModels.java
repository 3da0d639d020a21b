package dev.mlink.operator.routing;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.mlink.admin.v1alpha1.ModelRoute;
import dev.mlink.admin.v1alpha1.RoutingTable;
import dev.mlink.operator.triton.ModelDescription;
import dev.mlink.triton.wire.ModelConfig;
import dev.mlink.triton.wire.ModelEnsembling;
import dev.mlink.triton.wire.ModelInput;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What models said about themselves while they were loaded. Triton answers none of it afterwards, so it is carried from
 * table to table.
 */
public record KnownModels(Map<String, Entry> entries) {

    /** Version, configuration and metadata, as Triton encodes them. */
    public record Entry(String version, ByteString config, ByteString metadata) {

        /** What one of its outputs is: version, datatype and shape of a sample, and by which configuration. */
        public OutputSignature output(String tensor) {
            ModelConfig configuration = configuration();
            String declared = configuration.getOutputList().stream()
                    .filter(output -> output.getName().equals(tensor))
                    .map(output -> output.getDataType().name().replaceFirst("^TYPE_", "") + " " + output.getDimsList())
                    .findFirst()
                    .orElse("without output '" + tensor + "'");
            return new OutputSignature(version, declared, new ConfigurationDigest(configuration));
        }

        /** Names of its input tensors, in the configuration's order. */
        public List<String> inputs() {
            return configuration().getInputList().stream()
                    .map(ModelInput::getName)
                    .toList();
        }

        /** Names of the models that it composes; none unless it is an ensemble. */
        public Set<String> parts() {
            return configuration().getEnsembleScheduling().getStepList().stream()
                    .map(ModelEnsembling.Step::getModelName)
                    .collect(Collectors.toUnmodifiableSet());
        }

        /** The configuration itself. */
        public ModelConfig configuration() {
            try {
                return ModelConfig.parseFrom(config);
            } catch (InvalidProtocolBufferException e) {
                throw new IllegalStateException("the routing table in force holds a configuration that is none", e);
            }
        }
    }

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
