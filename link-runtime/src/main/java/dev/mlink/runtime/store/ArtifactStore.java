package dev.mlink.runtime.store;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.mlink.runtime.store.ArtifactException.Reason;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Trained predictors, each in a directory named by its digest: data (arrays and a JSON manifest), never serialised
 * objects. The digest is SHA-256 over the manifest (keys sorted, no spaces, without its own digest), which in turn
 * holds that of {@code arrays.npz}; so an artefact never changes, and writing it twice is writing it once.
 */
public final class ArtifactStore {
    private static final int FORMAT = 1;
    private static final String MANIFEST = "manifest.json";
    private static final String ARRAYS = "arrays.npz";
    private static final String DIGEST = "digest";

    private final Path directory;
    private final ObjectMapper json = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    /** @param directory the store's {@code links} */
    public ArtifactStore(Path directory) {
        this.directory = directory;
    }

    /** Keeps an artefact and says by which digest it is found again. */
    public Digest write(Artifact artifact) throws IOException {
        ByteArrayOutputStream arrays = new ByteArrayOutputStream();
        new NpzFile(directory).encode(new TreeMap<>(artifact.arrays()), arrays);
        ObjectNode manifest = manifest(artifact, Digest.of(arrays.toByteArray()));
        Digest digest = digestOf(manifest);
        manifest.put(DIGEST, digest.text());
        Path home = home(digest);
        if (!Files.exists(home.resolve(MANIFEST))) {
            new AtomicFile(home.resolve(ARRAYS)).write(out -> out.write(arrays.toByteArray()));
            new AtomicFile(home.resolve(MANIFEST)).write(manifest.toPrettyString());
        }
        return digest;
    }

    /** Bytes of the artefact's files. */
    public long bytes(Digest digest) throws IOException {
        return Files.size(home(digest).resolve(MANIFEST))
                + Files.size(home(digest).resolve(ARRAYS));
    }

    /**
     * Reads and verifies an artefact.
     *
     * @throws ArtifactException when it is missing, not what its digest promises, or of a newer format
     */
    public Artifact read(Digest digest) throws IOException {
        JsonNode manifest = readManifest(digest);
        try {
            byte[] arrays = Files.readAllBytes(home(digest).resolve(ARRAYS));
            if (!Digest.of(arrays).text().equals(manifest.path("arraysDigest").asText())) {
                throw corrupt(digest, ARRAYS + " is not what the manifest promises", null);
            }
            Description description = json.treeToValue(manifest, Description.class);
            NpzFile file = new NpzFile(home(digest).resolve(ARRAYS));
            return new Artifact(description, file.read(new ByteArrayInputStream(arrays)));
        } catch (NoSuchFileException missing) {
            throw missing(digest, missing);
        } catch (ArtifactException known) {
            throw known;
        } catch (IOException | IllegalArgumentException wrong) {
            throw corrupt(digest, wrong.getMessage(), wrong);
        }
    }

    private JsonNode readManifest(Digest digest) throws IOException {
        JsonNode manifest;
        try {
            manifest = json.readTree(home(digest).resolve(MANIFEST).toFile());
        } catch (java.io.FileNotFoundException missing) {
            throw missing(digest, missing);
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

    private Path home(Digest digest) {
        return directory.resolve(digest.hex());
    }

    private static ArtifactException missing(Digest digest, Throwable cause) {
        return new ArtifactException(Reason.MISSING, "artefact " + digest + " is not in the store", cause);
    }

    private static ArtifactException corrupt(Digest digest, String why, Throwable cause) {
        return new ArtifactException(Reason.CORRUPT, "artefact " + digest + " is refused: " + why, cause);
    }
}
