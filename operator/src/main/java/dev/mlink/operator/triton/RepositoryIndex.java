package dev.mlink.operator.triton;

import static java.util.stream.Collectors.groupingBy;

import dev.mlink.triton.wire.RepositoryIndexResponse;
import dev.mlink.triton.wire.RepositoryIndexResponse.ModelIndex;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What one Triton has in its repository.
 *
 * @param models by name; a model that is not there is not in the repository
 */
public record RepositoryIndex(Map<String, ModelStatus> models) {
    public RepositoryIndex {
        models = Collections.unmodifiableMap(new TreeMap<>(models));
    }

    /** Reads Triton's answer, which has an entry per version. */
    static RepositoryIndex read(RepositoryIndexResponse answer) {
        Map<String, ModelStatus> models = new TreeMap<>();
        answer.getModelsList().stream()
                .collect(groupingBy(ModelIndex::getName))
                .forEach((model, versions) -> models.put(model, ModelStatus.of(model, versions)));
        return new RepositoryIndex(models);
    }

    /** The model of that name, when the repository has it. */
    public Optional<ModelStatus> find(String model) {
        return Optional.ofNullable(models.get(model));
    }

    /** Names of the models in that state, sorted. */
    public List<String> in(ModelState state) {
        return models.values().stream()
                .filter(model -> model.state() == state)
                .map(ModelStatus::model)
                .toList();
    }

    /** Whether it is certain of every model whether it is in memory. */
    public boolean settled() {
        return !moving() && in(ModelState.UNKNOWN).isEmpty();
    }

    /** Whether Triton is loading or unloading something. */
    public boolean moving() {
        return models.values().stream().anyMatch(model -> model.state().moving());
    }
}
