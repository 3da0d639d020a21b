package dev.mlink.runtime.store;

import java.io.IOException;

/** Where artefacts are read. */
public interface Artifacts {

    /**
     * An artefact that is what its digest promises.
     *
     * @throws ArtifactException when it is missing, not what its digest promises, or of a newer format
     * @throws StoreUnavailableException when the store cannot be read
     */
    Artifact read(Digest digest) throws IOException;
}
