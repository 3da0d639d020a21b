package dev.mlink.runtime.routing;

import dev.mlink.triton.wire.ModelConfig;
import dev.mlink.triton.wire.ModelInput;
import dev.mlink.triton.wire.ModelMetadataResponse;
import dev.mlink.triton.wire.ModelMetadataResponse.TensorMetadata;
import dev.mlink.triton.wire.ModelOutput;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The virtual model named like the group: it takes the union of the inputs and gives every model's declared output as
 * {@code <model>.<tensor>}.
 *
 * @param signature put together from the models that were ever loaded
 * @param outputs the group's output to the model that gives it, in the group's order
 */
public record GroupModel(ModelSignature signature, Map<String, String> outputs) {
    /** The one version it has. */
    static final String VERSION = "1";

    private static final String PLATFORM = "mlink";

    /** The virtual model of a table; none while no model was ever loaded. */
    static Optional<GroupModel> of(RoutingTable table) {
        List<ModelRoute> known = table.models().values().stream()
                .filter(route -> route.signature().isPresent())
                .toList();
        if (known.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> outputs = new LinkedHashMap<>();
        known.forEach(route -> outputs.put(outputName(route), route.model()));
        ModelConfig config = config(table.group(), known);
        return Optional.of(new GroupModel(ModelSignature.of(config, metadata(config)), outputs));
    }

    static String outputName(ModelRoute route) {
        return route.model() + "." + route.output();
    }

    /** The group batches as far as its most generous model does; batches are split for the others. */
    private static ModelConfig config(String group, List<ModelRoute> models) {
        int maxBatchSize = models.stream()
                .mapToInt(route -> route.requireSignature().maxBatchSize())
                .max()
                .orElse(0);
        ModelConfig.Builder config =
                ModelConfig.newBuilder().setName(group).setPlatform(PLATFORM).setMaxBatchSize(maxBatchSize);
        Map<String, ModelInput> inputs = new LinkedHashMap<>();
        models.forEach(route -> route.requireSignature()
                .inputs()
                .forEach(input ->
                        inputs.merge(route.inputs().get(input.name()), input(route, input), GroupModel::required)));
        config.addAllInput(inputs.values());
        models.forEach(route -> config.addOutput(output(route)));
        return config.build();
    }

    private static ModelInput input(ModelRoute route, TensorSignature input) {
        return ModelInput.newBuilder()
                .setName(route.inputs().get(input.name()))
                .setDataType(input.datatype().configured())
                .addAllDims(input.dims())
                .setOptional(input.optional())
                .build();
    }

    private static ModelInput required(ModelInput one, ModelInput other) {
        return one.toBuilder()
                .setOptional(one.getOptional() && other.getOptional())
                .build();
    }

    private static ModelOutput output(ModelRoute route) {
        TensorSignature declared =
                route.requireSignature().output(route.output()).orElseThrow();
        return ModelOutput.newBuilder()
                .setName(outputName(route))
                .setDataType(declared.datatype().configured())
                .addAllDims(declared.dims())
                .build();
    }

    private static ModelMetadataResponse metadata(ModelConfig config) {
        ModelMetadataResponse.Builder metadata = ModelMetadataResponse.newBuilder()
                .setName(config.getName())
                .addVersions(VERSION)
                .setPlatform(PLATFORM);
        boolean batches = config.getMaxBatchSize() > 0;
        config.getInputList()
                .forEach(input ->
                        metadata.addInputs(tensor(input.getName(), input.getDataType(), input.getDimsList(), batches)));
        config.getOutputList()
                .forEach(output -> metadata.addOutputs(
                        tensor(output.getName(), output.getDataType(), output.getDimsList(), batches)));
        return metadata.build();
    }

    private static TensorMetadata tensor(
            String name, dev.mlink.triton.wire.DataType type, List<Long> dims, boolean batches) {
        return TensorMetadata.newBuilder()
                .setName(name)
                .setDatatype(
                        dev.mlink.triton.tensor.Datatype.of(type).orElseThrow().name())
                .addAllShape(Stream.concat(batches ? Stream.of(-1L) : Stream.of(), dims.stream())
                        .toList())
                .build();
    }
}
