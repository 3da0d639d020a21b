package dev.mlink.runtime.store;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Named arrays in one {@code .npz} file, as {@code numpy.load} opens and {@code numpy.savez} writes it. */
public final class NpzFile {
    private static final String SUFFIX = ".npy";

    private final Path path;
    private final NpyCodec codec = new NpyCodec();

    public NpzFile(Path path) {
        this.path = path;
    }

    /** All arrays in the order of the file. */
    public Map<String, NpyArray> read() throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
            return read(in);
        } catch (IOException wrong) {
            if (wrong instanceof java.nio.file.FileSystemException) {
                throw wrong;
            }
            throw new IOException(path + ": " + wrong.getMessage(), wrong);
        }
    }

    /** The same from bytes that are already here, such as those whose digest was just verified. */
    Map<String, NpyArray> read(InputStream in) throws IOException {
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        ZipInputStream zip = new ZipInputStream(in);
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            String name = entry.getName();
            if (name.endsWith(SUFFIX)) {
                arrays.put(name.substring(0, name.length() - SUFFIX.length()), codec.read(zip));
            }
        }
        return arrays;
    }

    /** Replaces the file in one step: a reader sees the old content or the new, never a part. */
    public void write(Map<String, NpyArray> arrays) throws IOException {
        new AtomicFile(path).write(out -> encode(arrays, out));
    }

    void encode(Map<String, NpyArray> arrays, OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(out, 1 << 16));
        zip.setLevel(Deflater.BEST_SPEED);
        for (Map.Entry<String, NpyArray> array : arrays.entrySet()) {
            ZipEntry entry = new ZipEntry(array.getKey() + SUFFIX);
            entry.setTime(0); // the same arrays are the same bytes, whenever they are written
            zip.putNextEntry(entry);
            codec.write(array.getValue(), zip);
            zip.closeEntry();
        }
        zip.finish();
        zip.flush();
    }
}
