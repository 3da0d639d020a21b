package dev.mlink.runtime.training;

import dev.mlink.runtime.store.AtomicFile;
import dev.mlink.runtime.store.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What of an unfinished training is done, so that a Job that was killed goes on where it was. One file per piece of
 * work, which holds the digests of its artefacts, beside the plan that they belong to; entries of another plan do not
 * count.
 */
final class Ledger {
    private static final String PLAN = "plan";

    private final Path directory;

    private Ledger(Path directory) {
        this.directory = directory;
    }

    /**
     * Opens the ledger of a training.
     *
     * @param directory where it is kept
     * @param plan the plan as JSON
     */
    static Ledger open(Path directory, String plan) throws IOException {
        Ledger ledger = new Ledger(directory);
        Path planFile = directory.resolve(PLAN);
        if (!Files.exists(planFile) || !Files.readString(planFile).equals(plan)) {
            ledger.discard();
            new AtomicFile(planFile).write(plan);
        }
        return ledger;
    }

    /** The artefacts of a piece of work; empty while it is not done. */
    Optional<List<Digest>> find(String work) throws IOException {
        try {
            return Optional.of(
                    Files.readString(entry(work)).lines().map(Digest::new).toList());
        } catch (NoSuchFileException notDone) {
            return Optional.empty();
        }
    }

    void add(String work, List<Digest> artifacts) throws IOException {
        new AtomicFile(entry(work)).write(artifacts.stream().map(Digest::text).collect(Collectors.joining("\n")));
    }

    /** Forgets everything, once the report is written. */
    void discard() throws IOException {
        if (!Files.isDirectory(directory)) {
            return;
        }
        List<Path> files;
        try (Stream<Path> walked = Files.walk(directory)) {
            files = walked.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            Files.delete(file);
        }
    }

    /** Model names may be longer, and stranger, than a file's name may be. */
    private Path entry(String work) {
        return directory.resolve(
                UUID.nameUUIDFromBytes(work.getBytes(StandardCharsets.UTF_8)).toString());
    }
}
