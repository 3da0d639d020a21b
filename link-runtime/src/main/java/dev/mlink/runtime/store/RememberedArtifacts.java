package dev.mlink.runtime.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Artefacts that have been read and verified once; none ever changes. Tables that follow one another name mostly the
 * same, and models are predicted longer than they need be while a store is read for the next one.
 */
public final class RememberedArtifacts implements Artifacts {

    private final Artifacts store;
    private final Cache<Digest, Artifact> read;

    /** @param bytes of arrays that are kept at most; the artefacts that are used least go first */
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
        try {
            return read.get(digest, this::readOnce);
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
    }

    /** Whoever asks for the same meanwhile waits for it. */
    private Artifact readOnce(Digest digest) {
        try {
            return store.read(digest);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static int bytes(Artifact artifact) {
        long bytes = artifact.arrays().values().stream()
                .mapToLong(array -> array.data().length)
                .sum();
        return (int) Math.min(bytes, Integer.MAX_VALUE);
    }
}
