package dev.mlink.runtime.store;

import java.nio.file.Path;

/**
 * What outlives a pod: samples, profiles, trained predictors and training reports, laid out as docs/architecture.md
 * says, in files that numpy opens.
 */
public final class Store {
    private final Path root;

    public Store(Path root) {
        this.root = root;
    }

    public SampleStore samples() {
        return new SampleStore(root.resolve("samples"));
    }

    public ProfileStore profiles() {
        return new ProfileStore(root.resolve("profiles"));
    }

    public ArtifactStore artifacts() {
        return new ArtifactStore(root.resolve("links"));
    }

    public TrainingStore trainings() {
        return new TrainingStore(root.resolve("trainings"));
    }
}
