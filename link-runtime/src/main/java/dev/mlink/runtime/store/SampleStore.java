package dev.mlink.runtime.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The reservoirs of all pods, one file each. */
public final class SampleStore {
    private static final String SUFFIX = ".npz";

    private final Path directory;

    SampleStore(Path directory) {
        this.directory = directory;
    }

    public void write(String pod, Samples samples) throws IOException {
        new NpzFile(file(pod)).write(samples.toArrays());
    }

    /** What this pod kept, also in an earlier life. */
    public Optional<Samples> read(String pod) throws IOException {
        return read(file(pod));
    }

    /** Every pod's samples, in the order of the pods' names. */
    public List<Samples> readAll() throws IOException {
        List<Samples> all = new ArrayList<>();
        for (Path file : files()) {
            read(file).ifPresent(all::add);
        }
        return all;
    }

    /** Differs whenever some pod's samples have changed. */
    public String version() throws IOException {
        StringBuilder version = new StringBuilder();
        for (Path file : files()) {
            version.append(file.getFileName())
                    .append(file.toFile().lastModified())
                    .append(' ')
                    .append(file.toFile().length())
                    .append('\n');
        }
        return version.toString();
    }

    private List<Path> files() throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
        }
    }

    private static Optional<Samples> read(Path file) throws IOException {
        try {
            return Optional.of(Samples.ofArrays(new NpzFile(file).read()));
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        } catch (IllegalArgumentException wrong) {
            throw new IOException(file + ": " + wrong.getMessage(), wrong);
        }
    }

    private Path file(String pod) {
        return new FileName("pod", pod).in(directory, SUFFIX);
    }
}
