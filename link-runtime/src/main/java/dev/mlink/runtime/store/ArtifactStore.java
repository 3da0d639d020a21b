package dev.mlink.runtime.store;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.mlink.runtime.store.ArtifactException.Reason;
import dev.mlink.runtime.store.ObjectStore.Content;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * Trained predictors, each below a name that is its digest: data (arrays and a JSON manifest), never serialised
 * objects. The digest is SHA-256 over the manifest (keys sorted, no spaces, without its own digest), which in turn
 * holds that of {@code arrays.npz}; so an artefact never changes, and writing it twice only makes it young again.
 */
public final class ArtifactStore implements Artifacts {
    private static final int FORMAT = 1;
    static final String MANIFEST = "manifest.json";
    private static final String ARRAYS = "arrays.npz";
    private static final String DIGEST = "digest";

    private final ObjectStore objects;
    private final NpzCodec npz = new NpzCodec();
    private final ObjectMapper json = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    ArtifactStore(ObjectStore objects) {
        this.objects = objects;
    }

    /** Keeps an artefact and says by which digest it is found again. */
    public Digest write(Artifact artifact) throws IOException {
        ByteArrayOutputStream arrays = new ByteArrayOutputStream();
        npz.write(new TreeMap<>(artifact.arrays()), arrays);
        ObjectNode manifest = manifest(artifact, Digest.of(arrays.toByteArray()));
        Digest digest = digestOf(manifest);
        manifest.put(DIGEST, digest.text());
        objects.write(key(digest, ARRAYS), arrays::writeTo);
        objects.write(key(digest, MANIFEST), Content.of(manifest.toPrettyString()));
        return digest;
    }

    /** Bytes of the artefact's files; 0 when it is not there. */
    public long bytes(Digest digest) throws IOException {
        return objects.list(key(digest, "")).stream()
                .mapToLong(StoredObject::bytes)
                .sum();
    }

    @Override
    public Artifact read(Digest digest) throws IOException {
        JsonNode manifest = readManifest(digest);
        byte[] arrays = objects.readBytes(key(digest, ARRAYS)).orElseThrow(() -> missing(digest));
        if (!Digest.of(arrays).text().equals(manifest.path("arraysDigest").asText())) {
            throw corrupt(digest, ARRAYS + " is not what the manifest promises", null);
        }
        try {
            Description description = json.treeToValue(manifest, Description.class);
            return new Artifact(description, npz.read(new ByteArrayInputStream(arrays)));
        } catch (IOException | IllegalArgumentException wrong) {
            throw corrupt(digest, wrong.getMessage(), wrong);
        }
    }

    private JsonNode readManifest(Digest digest) throws IOException {
        byte[] content = objects.readBytes(key(digest, MANIFEST)).orElseThrow(() -> missing(digest));
        JsonNode manifest;
        try {
            manifest = json.readTree(content);
        } catch (IOException wrong) {
            throw corrupt(digest, MANIFEST + " is no JSON", wrong);
        }
        if (!manifest.isObject() || !digestOf(manifest).equals(digest)) {
            throw corrupt(digest, MANIFEST + " is not what the digest promises", null);
        }
        if (manifest.path("format").asInt() != FORMAT) {
            throw new ArtifactException(
                    Reason.UNSUPPORTED,
                    "artefact " + digest + " has format " + manifest.path("format") + ", this version reads " + FORMAT
                            + "; update the link-runtime",
                    null);
        }
        return manifest;
    }

    private ObjectNode manifest(Artifact artifact, Digest arrays) throws IOException {
        ObjectNode manifest = json.valueToTree(artifact.description());
        manifest.put("format", FORMAT);
        manifest.put("arraysDigest", arrays.text());
        ObjectNode shapes = manifest.putObject("arrays");
        new TreeMap<>(artifact.arrays()).forEach((name, array) -> shapes.set(name, json.valueToTree(array.shape())));
        // what is digested is what a reader will parse: a float that was put in comes back as a double
        return (ObjectNode) json.readTree(json.writeValueAsBytes(manifest));
    }

    private Digest digestOf(JsonNode manifest) throws IOException {
        Map<?, ?> content = json.treeToValue(manifest, Map.class);
        content.remove(DIGEST);
        return Digest.of(json.writeValueAsBytes(content));
    }

    private static String key(Digest digest, String file) {
        return digest.hex() + "/" + file;
    }

    private static ArtifactException missing(Digest digest) {
        return new ArtifactException(Reason.MISSING, "artefact " + digest + " is not in the store", null);
    }

    private static ArtifactException corrupt(Digest digest, String why, Throwable cause) {
        return new ArtifactException(Reason.CORRUPT, "artefact " + digest + " is refused: " + why, cause);
    }
}
