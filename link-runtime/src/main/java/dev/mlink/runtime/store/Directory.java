package dev.mlink.runtime.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A store on a volume: one file per object, written under a temporary name beside its place and then renamed.
 *
 * @param root where the files are; need not exist yet
 */
record Directory(Path root) implements ObjectStore {

    @Override
    public void write(String key, Content content) throws IOException {
        try {
            new AtomicFile(root.resolve(key)).write(content);
        } catch (IOException failure) {
            throw unavailable("write", key, failure);
        }
    }

    @Override
    public Optional<InputStream> read(String key) throws IOException {
        try {
            return Optional.of(Files.newInputStream(root.resolve(key)));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException failure) {
            throw unavailable("read", key, failure);
        }
    }

    @Override
    public List<StoredObject> list(String prefix) throws IOException {
        List<StoredObject> found = new ArrayList<>();
        try {
            new FileTree(root.resolve(prefix)).forEach((file, attributes) -> {
                if (!AtomicFile.isTemporary(file)) {
                    found.add(describe(file, attributes));
                }
            });
        } catch (IOException failure) {
            throw unavailable("list", prefix, failure);
        }
        found.sort(Comparator.comparing(StoredObject::key));
        return found;
    }

    @Override
    public void sweep(Instant before) throws IOException {
        try {
            new FileTree(root).forEach((file, attributes) -> {
                if (AtomicFile.isTemporary(file)
                        && attributes.lastModifiedTime().toInstant().isBefore(before)) {
                    Files.deleteIfExists(file);
                }
            });
        } catch (IOException failure) {
            throw unavailable("sweep", "", failure);
        }
    }

    @Override
    public void delete(String key) throws IOException {
        Path file = root.resolve(key);
        try {
            Files.deleteIfExists(file);
            for (Path parent = file.getParent(); !parent.equals(root); parent = parent.getParent()) {
                Files.deleteIfExists(parent);
            }
        } catch (DirectoryNotEmptyException stillUsed) {
            return;
        } catch (IOException failure) {
            throw unavailable("delete", key, failure);
        }
    }

    @Override
    public String place(String key) {
        return root.resolve(key).toString();
    }

    private StoredObject describe(Path file, BasicFileAttributes attributes) {
        return new StoredObject(
                root.relativize(file).toString(),
                attributes.size(),
                attributes.lastModifiedTime().toInstant(),
                attributes.fileKey() + " " + attributes.lastModifiedTime());
    }

    /** Java's own messages name the file or the cause, hardly ever both. */
    private StoreUnavailableException unavailable(String doing, String key, IOException failure) {
        String cause = failure.getMessage();
        if (failure instanceof FileSystemException about) {
            cause = about.getReason() == null ? failure.getClass().getSimpleName() : about.getReason();
        }
        return new StoreUnavailableException("the store cannot " + doing + " " + place(key) + ": " + cause, failure);
    }
}
