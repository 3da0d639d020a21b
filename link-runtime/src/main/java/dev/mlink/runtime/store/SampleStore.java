package dev.mlink.runtime.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The reservoirs of all pods, one object each. */
public final class SampleStore {
    static final String SUFFIX = ".npz";

    private final ObjectStore objects;
    private final NpzCodec npz = new NpzCodec();

    SampleStore(ObjectStore objects) {
        this.objects = objects;
    }

    public void write(String pod, Samples samples) throws IOException {
        objects.write(key(pod), out -> npz.write(samples.toArrays(), out));
    }

    /** What this pod kept, also in an earlier life. */
    public Optional<Samples> read(String pod) throws IOException {
        return readKey(key(pod));
    }

    /** Every pod's samples, in the order of the pods' names. */
    public List<Samples> readAll() throws IOException {
        List<Samples> all = new ArrayList<>();
        for (StoredObject reservoir : reservoirs()) {
            readKey(reservoir.key()).ifPresent(all::add);
        }
        return all;
    }

    /** Differs whenever some pod's samples have changed. */
    public String version() throws IOException {
        StringBuilder version = new StringBuilder();
        for (StoredObject reservoir : reservoirs()) {
            version.append(reservoir.key())
                    .append(' ')
                    .append(reservoir.revision())
                    .append('\n');
        }
        return version.toString();
    }

    private List<StoredObject> reservoirs() throws IOException {
        return objects.list("").stream()
                .filter(object -> object.key().endsWith(SUFFIX))
                .toList();
    }

    private Optional<Samples> readKey(String key) throws IOException {
        Optional<Map<String, NpyArray>> arrays = npz.read(objects, key);
        try {
            return arrays.map(Samples::ofArrays);
        } catch (IllegalArgumentException wrong) {
            throw new IOException(objects.place(key) + ": " + wrong.getMessage(), wrong);
        }
    }

    private static String key(String pod) {
        return new FileName("pod", pod).with(SUFFIX);
    }
}
