package dev.mlink.runtime.training;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.mlink.admin.v1alpha1.TrainingReport;
import dev.mlink.runtime.store.Digest;
import dev.mlink.runtime.store.ObjectStore;
import dev.mlink.runtime.store.ObjectStore.Content;
import dev.mlink.runtime.store.PodEpochs;
import dev.mlink.runtime.store.StoredObject;
import dev.mlink.runtime.store.TrainingStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What of an unfinished training is done, so that a Job that was killed goes on where it was, and pods that share a
 * training see each other's results. It belongs to one plan: those of other plans lie beside it and do not count.
 */
final class Ledger {
    private static final String WORK = "work-";

    private final ObjectStore objects;

    private Ledger(ObjectStore objects) {
        this.objects = objects;
    }

    /**
     * Opens the ledger of a plan.
     *
     * @param partial where those of a training are kept
     * @param plan its digest
     * @param pieces how many it falls into
     */
    static Ledger open(ObjectStore partial, Digest plan, int pieces) throws IOException {
        Ledger ledger = of(partial, plan);
        ledger.objects.write(TrainingStore.PIECES, Content.of(Integer.toString(pieces)));
        return ledger;
    }

    /** That of a plan which may be done, and then has none but what a late pod has left. */
    static Ledger of(ObjectStore partial, Digest plan) {
        return new Ledger(partial.under(plan.hex() + "/"));
    }

    /** The artefacts of work within a piece; empty while it is not done. */
    Optional<List<Digest>> find(String work) throws IOException {
        return objects.readText(WORK + entry(work))
                .map(text -> text.lines().map(Digest::new).toList());
    }

    void add(String work, List<Digest> artifacts) throws IOException {
        String digests = artifacts.stream().map(Digest::text).collect(Collectors.joining("\n"));
        objects.write(WORK + entry(work), Content.of(digests));
    }

    /** What a piece adds to the report, whichever pod did it; empty while it is not done. */
    Optional<TrainingReport> find(Piece piece) throws IOException {
        Optional<String> json = objects.readText(TrainingStore.PIECE + entry(piece.name()));
        if (json.isEmpty()) {
            return Optional.empty();
        }
        TrainingReport.Builder part = TrainingReport.newBuilder();
        try {
            JsonFormat.parser().ignoringUnknownFields().merge(json.get(), part);
        } catch (InvalidProtocolBufferException written) {
            throw new IOException("what the store holds as the result of " + piece.name() + " is none", written);
        }
        return Optional.of(part.build());
    }

    void add(Piece piece, TrainingReport part) throws IOException {
        String json = JsonFormat.printer().print(part);
        objects.write(TrainingStore.PIECE + entry(piece.name()), Content.of(json));
    }

    /** @param pod whose epochs they are, among those that share the training */
    void tell(int pod, PodEpochs epochs) throws IOException {
        TrainingStore.write(objects, pod, epochs);
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
