package dev.mlink.operator.group.decision;

import dev.mlink.operator.triton.ModelDescription;
import dev.mlink.operator.triton.ModelState;
import dev.mlink.operator.triton.ModelStatus;
import dev.mlink.operator.triton.RepositoryIndex;
import dev.mlink.triton.wire.DataType;
import dev.mlink.triton.wire.ModelConfig;
import dev.mlink.triton.wire.ModelEnsembling;
import dev.mlink.triton.wire.ModelInput;
import dev.mlink.triton.wire.ModelMetadataResponse;
import dev.mlink.triton.wire.ModelOutput;
import dev.mlink.triton.wire.ModelParameter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The one Triton of a {@link Scene}: it loads and unloads at once, ensembles with what they compose. */
final class SceneTriton {

    final Map<String, ModelState> states = new HashMap<>();
    /** What is in Triton's repository, where it is not version 1 with ten numbers. */
    final Map<String, String> versions = new HashMap<>();

    final Map<String, Integer> widths = new HashMap<>();
    /** The value of a parameter of its configuration, where it has one. */
    final Map<String, String> parameters = new HashMap<>();
    /** What each ensemble composes; Triton loads it together with the ensemble. */
    final Map<String, Set<String>> parts = new HashMap<>();

    Set<String> repository = new TreeSet<>(Set.of("a", "b", "c", "stranger"));
    Set<String> breaks = Set.of();
    private final Set<String> byName = new TreeSet<>();

    RepositoryIndex index() {
        Map<String, ModelStatus> index = new TreeMap<>();
        repository.forEach(model -> index.put(
                model,
                new ModelStatus(model, states.getOrDefault(model, ModelState.UNLOADED), "", List.of(version(model)))));
        return new RepositoryIndex(index);
    }

    /** What is loaded of the repository. */
    Set<String> ready() {
        Set<String> ready = new TreeSet<>(repository);
        ready.removeIf(model -> states.get(model) != ModelState.READY);
        return ready;
    }

    String version(String model) {
        return versions.getOrDefault(model, "1");
    }

    ModelDescription description(String model) {
        return new ModelDescription(
                ModelConfig.newBuilder()
                        .setName(model)
                        .putAllParameters(parameters(model))
                        .addInput(ModelInput.newBuilder().setName("X"))
                        .addOutput(ModelOutput.newBuilder()
                                .setName("Y")
                                .setDataType(DataType.TYPE_FP32)
                                .addDims(widths.getOrDefault(model, 10)))
                        .setEnsembleScheduling(ModelEnsembling.newBuilder()
                                .addAllStep(composed(model).stream()
                                        .map(part -> ModelEnsembling.Step.newBuilder()
                                                .setModelName(part)
                                                .build())
                                        .toList()))
                        .build(),
                ModelMetadataResponse.newBuilder()
                        .setName(model)
                        .addVersions(version(model))
                        .build());
    }

    private Map<String, ModelParameter> parameters(String model) {
        return parameters.containsKey(model)
                ? Map.of(
                        "scale",
                        ModelParameter.newBuilder()
                                .setStringValue(parameters.get(model))
                                .build())
                : Map.of();
    }

    /** Whether it went well. */
    boolean load(String model) {
        if (breaks.contains(model)) {
            states.put(model, ModelState.FAILED);
            return false;
        }
        states.put(model, ModelState.READY);
        byName.add(model);
        composed(model).forEach(part -> states.put(part, ModelState.READY));
        return true;
    }

    /** With what it composes, but for what somebody else needs. */
    void unload(String model) {
        unloadAlone(model);
        composed(model).stream()
                .filter(part -> !byName.contains(part) && !needed(part))
                .forEach(part -> states.put(part, ModelState.UNLOADED));
    }

    /** As Triton does: without one of its parts an ensemble is gone. */
    void unloadAlone(String model) {
        byName.remove(model);
        states.put(model, ModelState.UNLOADED);
        parts.forEach((ensemble, composed) -> {
            if (composed.contains(model) && states.get(ensemble) == ModelState.READY) {
                states.put(ensemble, ModelState.UNLOADED);
            }
        });
    }

    private Set<String> composed(String model) {
        return parts.getOrDefault(model, Set.of());
    }

    private boolean needed(String part) {
        return parts.entrySet().stream()
                .anyMatch(ensemble ->
                        ensemble.getValue().contains(part) && states.get(ensemble.getKey()) == ModelState.READY);
    }
}
