package dev.mlink.runtime.store;

import dev.mlink.runtime.store.ObjectStore.Content;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** A file that is written under a temporary name beside its place and then renamed. */
final class AtomicFile {
    private static final String SUFFIX = ".tmp";

    private final Path path;

    AtomicFile(Path path) {
        this.path = path;
    }

    /** Whether a file is one that is being written, or was when its writer died. */
    static boolean isTemporary(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith(".") && name.endsWith(SUFFIX);
    }

    void write(Content content) throws IOException {
        try {
            attempt(content);
        } catch (NoSuchFileException removed) {
            attempt(content); // somebody removed the directory, empty as it was just made
        }
    }

    private void attempt(Content content) throws IOException {
        Path directory = path.toAbsolutePath().getParent();
        Files.createDirectories(directory);
        // not createTempFile, whose files only their owner can read: Jobs and people read these too
        Path temporary = directory.resolve("." + UUID.randomUUID() + SUFFIX);
        try {
            try (OutputStream out =
                    Files.newOutputStream(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                content.writeTo(out);
            }
            synchronise(temporary);
            Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static void synchronise(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }
}
