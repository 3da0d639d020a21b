package dev.mlink.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.mlink.runtime.store.ArtifactException.Reason;
import dev.mlink.runtime.store.Description.Activation;
import dev.mlink.runtime.store.Description.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtifactStoreTest {
    @TempDir
    Path directory;

    private ArtifactStore store;

    @BeforeEach
    void open() {
        store = new ArtifactStore(directory);
    }

    @Test
    void whatWasWrittenIsRead() throws IOException {
        Artifact link = link(3, 5, 2);

        Digest digest = store.write(link);

        assertThat(store.read(digest)).isEqualTo(link);
        assertThat(directory.resolve(digest.hex()).resolve("manifest.json"))
                .content()
                .contains(digest.text());
        assertThat(store.bytes(digest)).isPositive();
    }

    @Test
    void theSameContentHasTheSameDigest() throws IOException {
        assertThat(store.write(link(3, 5, 2))).isEqualTo(store.write(link(3, 5, 2)));
        assertThat(store.write(link(3, 5, 2))).isNotEqualTo(store.write(link(3, 6, 2)));
    }

    @Test
    void anEnsembleKeepsItsLinks() throws IOException {
        Digest digest = store.write(link(3, 5, 2));
        Description description = new Description(
                Kind.ENSEMBLE,
                "t",
                Optional.empty(),
                "SingleLabel",
                Activation.SOFTMAX,
                new TreeMap<>(Map.of("b", digest.text(), "a", digest.text())),
                Map.of());
        Artifact ensemble = new Artifact(description, Map.of("weight", NpyArray.of(new float[] {1, 2}, 2)));

        assertThat(store.read(store.write(ensemble)).description().links())
                .containsExactlyInAnyOrderEntriesOf(description.links());
    }

    @Test
    void anUnknownDigestIsMissing() {
        assertRefused(Digest.of(new byte[0]), Reason.MISSING, "is not in the store");
    }

    @Test
    void changedArraysAreRefused() throws IOException {
        Digest digest = store.write(link(3, 5, 2));
        Path arrays = directory.resolve(digest.hex()).resolve("arrays.npz");
        byte[] content = Files.readAllBytes(arrays);
        content[content.length / 2] ^= 1;
        Files.write(arrays, content);

        assertRefused(digest, Reason.CORRUPT, "arrays.npz is not what the manifest promises");
    }

    @Test
    void aChangedManifestIsRefused() throws IOException {
        Digest digest = store.write(link(3, 5, 2));
        edit(digest, "\"parity\"", "\"class\"");

        assertRefused(digest, Reason.CORRUPT, "manifest.json is not what the digest promises");
    }

    @Test
    void aNewerFormatIsRefused() throws IOException {
        Digest digest = store.write(link(3, 5, 2));
        edit(digest, "\"format\" : 1", "\"format\" : 2");
        Digest newer = rename(digest);

        assertRefused(newer, Reason.UNSUPPORTED, "update the link-runtime");
    }

    @Test
    void wrongArraysAreRefusedBeforeTheyAreWritten() {
        Map<String, NpyArray> arrays = new TreeMap<>(link(3, 5, 2).arrays());
        arrays.put("output_weight", NpyArray.of(new float[8], 4, 2));
        assertThatThrownBy(() -> new Artifact(description(), arrays))
                .hasMessage("array 'output_weight' of a Vec2Vec is <f4[4, 2]; its shape must be [5, 2]");

        arrays.put("output_weight", NpyArray.of(new float[] {0, 0, 0, 0, 0, 0, 0, 0, 0, Float.NaN}, 5, 2));
        assertThatThrownBy(() -> new Artifact(description(), arrays)).hasMessageContaining("only finite numbers");

        arrays.put("output_weight", NpyArray.of(new float[10], 5, 2));
        arrays.remove("input_scale");
        assertThatThrownBy(() -> new Artifact(description(), arrays)).hasMessageContaining("input_scale");
    }

    private void assertRefused(Digest digest, Reason reason, String message) {
        assertThatThrownBy(() -> store.read(digest))
                .hasMessageContaining(message)
                .asInstanceOf(type(ArtifactException.class))
                .extracting(ArtifactException::reason)
                .isEqualTo(reason);
    }

    private void edit(Digest digest, String from, String to) throws IOException {
        Path manifest = directory.resolve(digest.hex()).resolve("manifest.json");
        String text = Files.readString(manifest);
        assertThat(text).contains(from);
        Files.writeString(manifest, text.replace(from, to));
    }

    /** Gives an edited artefact the digest that its manifest now has, as a newer writer would. */
    private Digest rename(Digest digest) throws IOException {
        var json = new com.fasterxml.jackson.databind.ObjectMapper();
        Path home = directory.resolve(digest.hex());
        TreeMap<?, ?> manifest = json.readValue(home.resolve("manifest.json").toFile(), TreeMap.class);
        manifest.remove("digest");
        json.enable(com.fasterxml.jackson.databind.SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
        Digest renamed = Digest.of(json.writeValueAsBytes(manifest));
        Files.move(home, directory.resolve(renamed.hex()));
        return renamed;
    }

    static Description description() {
        return new Description(
                Kind.VEC2VEC,
                "parity",
                Optional.of("class"),
                "SingleLabel",
                Activation.SOFTMAX,
                new TreeMap<>(),
                Map.of("epochs", 100, "learningRate", 0.01));
    }

    static Artifact link(int in, int hidden, int out) {
        return new Artifact(
                description(),
                Map.of(
                        "input_mean", NpyArray.of(new float[in], in),
                        "input_scale", NpyArray.of(new float[in], in),
                        "hidden_weight", NpyArray.of(new float[in * hidden], in, hidden),
                        "hidden_bias", NpyArray.of(new float[hidden], hidden),
                        "output_weight", NpyArray.of(new float[hidden * out], hidden, out),
                        "output_bias", NpyArray.of(new float[out], out),
                        "target_mean", NpyArray.of(new float[out], out),
                        "target_scale", NpyArray.of(new float[out], out)));
    }
}
