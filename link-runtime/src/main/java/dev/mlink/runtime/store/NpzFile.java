package dev.mlink.runtime.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A {@code .npz} file that is no part of a store, such as one that a user exchanges with numpy. */
public record NpzFile(Path path) {

    /** All arrays in the order of the file. */
    public Map<String, NpyArray> read() throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            return new NpzCodec().read(in);
        } catch (FileSystemException about) {
            throw about;
        } catch (IOException wrong) {
            throw new IOException(path + ": " + wrong.getMessage(), wrong);
        }
    }

    /** Replaces the file in one step: a reader sees the old content or the new, never a part. */
    public void write(Map<String, NpyArray> arrays) throws IOException {
        new AtomicFile(path).write(out -> new NpzCodec().write(arrays, out));
    }
}
