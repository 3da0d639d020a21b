package dev.mlink.runtime.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Whole objects under names such as {@code samples/pod-1.npz}: what a volume and an object store have in common. A reader
 * sees an object as it was before a write or as it is after, never a part of it. Every method throws {@link
 * StoreUnavailableException} when the volume or the server fails; what was there stays.
 */
public interface ObjectStore {

    /** Writes the content of an object; may be asked for it more than once. */
    @FunctionalInterface
    interface Content {
        void writeTo(OutputStream out) throws IOException;

        static Content of(byte[] bytes) {
            return out -> out.write(bytes);
        }

        static Content of(String text) {
            return of(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Makes or replaces an object in one step. */
    void write(String key, Content content) throws IOException;

    /** The whole object, to be closed by the reader; empty when there is none of that name. */
    Optional<InputStream> read(String key) throws IOException;

    /**
     * The objects whose names begin so, by name.
     *
     * @param prefix empty for all, or ends with a slash
     */
    List<StoredObject> list(String prefix) throws IOException;

    /** Removes an object; nothing happens when there is none. */
    void delete(String key) throws IOException;

    /** Removes what writers that died before then left behind and no listing shows. */
    void sweep(Instant before) throws IOException;

    /** Where an object is, in words for people. */
    String place(String key);

    /** An object that fits into memory. */
    default Optional<byte[]> readBytes(String key) throws IOException {
        Optional<InputStream> found = read(key);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream content = found.get()) {
            return Optional.of(content.readAllBytes());
        }
    }

    /** An object of UTF-8. */
    default Optional<String> readText(String key) throws IOException {
        return readBytes(key).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    /** Only what is below a name, which ends with a slash; keys are then relative to it. */
    default ObjectStore under(String prefix) {
        return new Subtree(this, prefix);
    }
}
