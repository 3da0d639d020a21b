package dev.mlink.runtime.training;

import dev.mlink.runtime.store.Digest;
import dev.mlink.runtime.store.ObjectStore;
import dev.mlink.runtime.store.ObjectStore.Content;
import dev.mlink.runtime.store.StoredObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What of an unfinished training is done, so that a Job that was killed goes on where it was. One object per piece of
 * work, which holds the digests of its artefacts, beside the plan that they belong to; entries of another plan do not
 * count.
 */
final class Ledger {
    private static final String PLAN = "plan";

    private final ObjectStore objects;

    private Ledger(ObjectStore objects) {
        this.objects = objects;
    }

    /**
     * Opens the ledger of a training.
     *
     * @param objects where it is kept
     * @param plan the plan as JSON
     */
    static Ledger open(ObjectStore objects, String plan) throws IOException {
        Ledger ledger = new Ledger(objects);
        if (!objects.readText(PLAN).equals(Optional.of(plan))) {
            ledger.discard();
            objects.write(PLAN, Content.of(plan));
        }
        return ledger;
    }

    /** The artefacts of a piece of work; empty while it is not done. */
    Optional<List<Digest>> find(String work) throws IOException {
        return objects.readText(entry(work))
                .map(text -> text.lines().map(Digest::new).toList());
    }

    void add(String work, List<Digest> artifacts) throws IOException {
        objects.write(
                entry(work), Content.of(artifacts.stream().map(Digest::text).collect(Collectors.joining("\n"))));
    }

    /** Forgets everything, once the report is written. */
    void discard() throws IOException {
        for (StoredObject entry : objects.list("")) {
            objects.delete(entry.key());
        }
    }

    /** Model names may be longer, and stranger, than an object's name may be. */
    private static String entry(String work) {
        return UUID.nameUUIDFromBytes(work.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
