package dev.mlink.runtime.training;

import dev.mlink.runtime.store.Artifact;
import dev.mlink.runtime.store.ArtifactException;
import dev.mlink.runtime.store.ArtifactStore;
import dev.mlink.runtime.store.Digest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Pieces of work whose artefacts are written to the store, each once however often the training is begun again.
 *
 * @param ledger what is done already
 * @param progress takes a line of text for people
 */
record Work(ArtifactStore artifacts, Ledger ledger, Consumer<String> progress) {

    /**
     * The artefacts of a piece of work, from the store when it was done before and they can still be had.
     *
     * @param name the same for the same work of a plan
     * @param training makes them; none when it diverged
     */
    List<TrainedArtifact> done(String name, Supplier<List<Artifact>> training) throws IOException {
        Optional<List<TrainedArtifact>> before = before(name);
        if (before.isPresent()) {
            return before.get();
        }
        List<TrainedArtifact> written = new ArrayList<>();
        for (Artifact artifact : training.get()) {
            written.add(new TrainedArtifact(artifacts.write(artifact), artifact));
        }
        ledger.add(name, written.stream().map(TrainedArtifact::digest).toList());
        progress.accept(name + (written.isEmpty() ? " diverged" : " trained"));
        return written;
    }

    private Optional<List<TrainedArtifact>> before(String name) throws IOException {
        Optional<List<Digest>> digests = ledger.find(name);
        if (digests.isEmpty()) {
            return Optional.empty();
        }
        try {
            List<TrainedArtifact> read = new ArrayList<>();
            for (Digest digest : digests.get()) {
                read.add(new TrainedArtifact(digest, artifacts.read(digest)));
            }
            return Optional.of(read);
        } catch (ArtifactException lost) {
            return Optional.empty();
        }
    }
}
