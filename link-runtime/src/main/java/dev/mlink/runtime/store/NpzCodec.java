package dev.mlink.runtime.store;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Named arrays as one {@code .npz} stream, as {@code numpy.load} opens and {@code numpy.savez} writes it. */
final class NpzCodec {
    private static final String SUFFIX = ".npy";

    private final NpyCodec codec = new NpyCodec();

    /** The arrays of an object; an {@link IOException} names the object that they cannot be read from. */
    Optional<Map<String, NpyArray>> read(ObjectStore objects, String key) throws IOException {
        Optional<InputStream> found = objects.read(key);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream content = found.get()) {
            return Optional.of(read(content));
        } catch (IOException wrong) {
            throw new IOException(objects.place(key) + " cannot be read: " + wrong.getMessage(), wrong);
        }
    }

    /** All arrays in the order of the stream. */
    Map<String, NpyArray> read(InputStream in) throws IOException {
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        ZipInputStream zip = new ZipInputStream(new BufferedInputStream(in, 1 << 16));
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            String name = entry.getName();
            if (name.endsWith(SUFFIX)) {
                arrays.put(name.substring(0, name.length() - SUFFIX.length()), codec.read(zip));
            }
        }
        return arrays;
    }

    /** Equal arrays in equal order are equal bytes, whenever they are written. */
    void write(Map<String, NpyArray> arrays, OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(out, 1 << 16));
        zip.setLevel(Deflater.BEST_SPEED);
        for (Map.Entry<String, NpyArray> array : arrays.entrySet()) {
            ZipEntry entry = new ZipEntry(array.getKey() + SUFFIX);
            entry.setTime(0);
            zip.putNextEntry(entry);
            codec.write(array.getValue(), zip);
            zip.closeEntry();
        }
        zip.finish();
        zip.flush();
    }
}
