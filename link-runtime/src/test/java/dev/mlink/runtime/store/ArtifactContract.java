package dev.mlink.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.mlink.runtime.store.ArtifactException.Reason;
import dev.mlink.runtime.store.ObjectStore.Content;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What artefacts are kept like, and which are refused, wherever they are kept. */
interface ArtifactContract {

    /** An empty store. */
    ObjectStore objects();

    private ArtifactStore artifacts() {
        return new Store(objects()).artifacts();
    }

    @Test
    default void anArtefactIsReadAsItWasWritten() throws IOException {
        Artifact link = LinkArtifact.of(3, 5, 2);

        Digest digest = artifacts().write(link);

        assertThat(artifacts().read(digest)).isEqualTo(link);
        assertThat(objects().readText(manifest(digest)).orElseThrow()).contains(digest.text());
        assertThat(artifacts().bytes(digest))
                .isEqualTo(objects().readBytes(manifest(digest)).orElseThrow().length
                        + objects().readBytes(arrays(digest)).orElseThrow().length);
    }

    @Test
    default void theSameContentHasTheSameDigest() throws IOException {
        Digest digest = artifacts().write(LinkArtifact.of(3, 5, 2));
        assertThat(artifacts().write(LinkArtifact.of(3, 5, 2))).isEqualTo(digest);
        assertThat(artifacts().write(LinkArtifact.of(3, 6, 2))).isNotEqualTo(digest);
        assertThat(artifacts().read(digest)).isEqualTo(LinkArtifact.of(3, 5, 2));
    }

    @Test
    default void anEnsembleKeepsItsLinks() throws IOException {
        Digest digest = artifacts().write(LinkArtifact.of(3, 5, 2));
        Artifact ensemble = LinkArtifact.ensemble(digest);

        assertThat(artifacts().read(artifacts().write(ensemble)).description().links())
                .containsExactlyInAnyOrderEntriesOf(ensemble.description().links());
    }

    @Test
    default void anUnknownDigestIsMissing() {
        assertRefused(Digest.of(new byte[0]), Reason.MISSING, "is not in the store");
    }

    @Test
    default void halfAnArtefactIsMissing() throws IOException {
        Digest digest = artifacts().write(LinkArtifact.of(3, 5, 2));
        objects().delete(manifest(digest)); // which is written last
        assertRefused(digest, Reason.MISSING, "is not in the store");
    }

    @Test
    default void changedOrTornArraysAreRefused() throws IOException {
        Digest digest = artifacts().write(LinkArtifact.of(3, 5, 2));
        byte[] content = objects().readBytes(arrays(digest)).orElseThrow();
        objects().write(arrays(digest), Content.of(Arrays.copyOf(content, content.length / 2)));
        assertRefused(digest, Reason.CORRUPT, "arrays.npz is not what the manifest promises");

        content[content.length / 2] ^= 1;
        objects().write(arrays(digest), Content.of(content));
        assertRefused(digest, Reason.CORRUPT, "arrays.npz is not what the manifest promises");
    }

    @Test
    default void aChangedOrTornManifestIsRefused() throws IOException {
        Digest digest = artifacts().write(LinkArtifact.of(3, 5, 2));
        String text = objects().readText(manifest(digest)).orElseThrow();
        objects().write(manifest(digest), Content.of(text.replace("\"parity\"", "\"class\"")));
        assertRefused(digest, Reason.CORRUPT, "manifest.json is not what the digest promises");

        objects().write(manifest(digest), Content.of(text.substring(0, text.length() / 2)));
        assertRefused(digest, Reason.CORRUPT, "manifest.json is no JSON");

        objects().write(manifest(digest), Content.of(""));
        assertRefused(digest, Reason.CORRUPT, "manifest.json is not what the digest promises");
    }

    @Test
    default void aNewerFormatIsRefused() throws IOException {
        Digest digest = artifacts().write(LinkArtifact.of(3, 5, 2));

        assertRefused(rewritten(digest, "format", 99), Reason.UNSUPPORTED, "update the link-runtime");
    }

    @Test
    default void aWrongShapeIsRefused() throws IOException {
        Digest digest = artifacts().write(LinkArtifact.of(3, 5, 2));

        assertRefused(rewritten(digest, "kind", "Prior"), Reason.CORRUPT, "source is missing or misplaced");

        Map<String, NpyArray> arrays = new TreeMap<>(LinkArtifact.of(3, 5, 2).arrays());
        arrays.put("output_weight", NpyArray.of(new float[8], 4, 2));
        objects().write(arrays(digest), out -> new NpzCodec().write(arrays, out));
        Digest promised = rewritten(
                digest,
                "arraysDigest",
                Digest.of(objects().readBytes(arrays(digest)).orElseThrow()).text());
        assertRefused(promised, Reason.CORRUPT, "array 'output_weight' of a Vec2Vec is <f4[4, 2]; its shape must be");
    }

    private void assertRefused(Digest digest, Reason reason, String message) {
        assertThatThrownBy(() -> artifacts().read(digest))
                .hasMessageContaining(message)
                .asInstanceOf(type(ArtifactException.class))
                .extracting(ArtifactException::reason)
                .isEqualTo(reason);
    }

    /** A whole artefact with another entry in its manifest, under the digest that it then has. */
    private Digest rewritten(Digest digest, String field, Object value) throws IOException {
        ObjectMapper json = new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
        Map<String, Object> manifest =
                json.readValue(objects().readBytes(manifest(digest)).orElseThrow(), new TypeReference<>() {});
        manifest.remove("digest");
        manifest.put(field, value);
        byte[] content = json.writeValueAsBytes(manifest);
        Digest renamed = Digest.of(content);
        objects()
                .write(
                        arrays(renamed),
                        Content.of(objects().readBytes(arrays(digest)).orElseThrow()));
        objects().write(manifest(renamed), Content.of(content));
        return renamed;
    }

    private static String manifest(Digest digest) {
        return "links/" + digest.hex() + "/manifest.json";
    }

    private static String arrays(Digest digest) {
        return "links/" + digest.hex() + "/arrays.npz";
    }
}
