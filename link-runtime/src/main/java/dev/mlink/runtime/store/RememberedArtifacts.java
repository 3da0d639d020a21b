package dev.mlink.runtime.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;

/**
 * Artefacts that have been read and verified once; none ever changes. Tables that follow one another name mostly the
 * same, and models are predicted longer than they need be while a store is read for the next one.
 */
public final class RememberedArtifacts implements Artifacts {

    private final Artifacts store;
    private final Cache<Digest, Artifact> read;

    /** @param bytes of arrays that are kept at most; the artefacts that were not used for longest go first */
    public RememberedArtifacts(Artifacts store, long bytes) {
        this.store = store;
        this.read = Caffeine.newBuilder()
                .maximumWeight(bytes)
                .weigher((Digest digest, Artifact artifact) -> bytes(artifact))
                .executor(Runnable::run)
                .build();
    }

    @Override
    public Artifact read(Digest digest) throws IOException {
        Artifact known = read.getIfPresent(digest);
        if (known != null) {
            return known;
        }
        Artifact artifact = store.read(digest);
        read.put(digest, artifact);
        return artifact;
    }

    private static int bytes(Artifact artifact) {
        long bytes = artifact.arrays().values().stream()
                .mapToLong(array -> array.data().length)
                .sum();
        return (int) Math.min(bytes, Integer.MAX_VALUE);
    }
}
