package dev.mlink.operator.triton;

import dev.mlink.triton.wire.RepositoryIndexResponse.ModelIndex;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One model in Triton's repository index.
 *
 * @param model its name in the repository
 * @param state over all its versions
 * @param reason Triton's sentence for {@link ModelState#FAILED} and {@link ModelState#UNKNOWN}, else empty
 * @param readyVersions the versions that answer, ascending
 */
public record ModelStatus(String model, ModelState state, String reason, List<String> readyVersions) {
    public ModelStatus {
        readyVersions = List.copyOf(readyVersions);
    }

    /** The newest version that answers; empty when none does. */
    public String newestVersion() {
        return readyVersions.isEmpty() ? "" : readyVersions.get(readyVersions.size() - 1);
    }

    /**
     * What the index says of one model. What moves hides what stands, since nothing may be started meanwhile, and a
     * version that answers hides one that failed.
     *
     * @param versions at least one entry; a model that was never loaded has one without version and state
     */
    static ModelStatus of(String model, List<ModelIndex> versions) {
        ModelState state = versions.stream()
                .map(ModelState::of)
                .min(Comparator.comparing(ModelState::precedence))
                .orElse(ModelState.UNLOADED);
        return new ModelStatus(model, state, reason(state, versions), ready(versions));
    }

    private static String reason(ModelState state, List<ModelIndex> versions) {
        return switch (state) {
            case FAILED -> versions.stream()
                    .filter(version -> ModelState.of(version) == state)
                    .map(version -> version.getReason().strip())
                    .distinct()
                    .collect(Collectors.joining("; "));
            case UNKNOWN -> versions.stream()
                    .filter(version -> ModelState.of(version) == state)
                    .map(version -> ("Triton says '" + version.getState() + "' of version " + version.getVersion() + " "
                                    + version.getReason())
                            .strip())
                    .collect(Collectors.joining("; "));
            case READY, LOADING, UNLOADING, UNLOADED -> "";
        };
    }

    private static List<String> ready(List<ModelIndex> versions) {
        return versions.stream()
                .filter(version -> ModelState.of(version) == ModelState.READY)
                .map(ModelIndex::getVersion)
                .sorted(Comparator.comparing(String::length).thenComparing(Comparator.naturalOrder()))
                .toList();
    }
}
