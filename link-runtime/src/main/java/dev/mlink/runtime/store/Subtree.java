package dev.mlink.runtime.store;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The objects below one name of a store.
 *
 * @param prefix ends with a slash
 */
record Subtree(ObjectStore whole, String prefix) implements ObjectStore {

    Subtree {
        if (!prefix.endsWith("/")) {
            throw new IllegalArgumentException("prefix '" + prefix + "' must end with a slash");
        }
    }

    @Override
    public void write(String key, Content content) throws IOException {
        whole.write(prefix + key, content);
    }

    @Override
    public Optional<InputStream> read(String key) throws IOException {
        return whole.read(prefix + key);
    }

    @Override
    public List<StoredObject> list(String below) throws IOException {
        return whole.list(prefix + below).stream()
                .map(object -> object.renamed(object.key().substring(prefix.length())))
                .toList();
    }

    @Override
    public void delete(String key) throws IOException {
        whole.delete(prefix + key);
    }

    @Override
    public void sweep(Instant before) throws IOException {
        whole.sweep(before);
    }

    @Override
    public String place(String key) {
        return whole.place(prefix + key);
    }
}
