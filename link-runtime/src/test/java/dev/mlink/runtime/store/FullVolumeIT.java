package dev.mlink.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlink.runtime.store.ObjectStore.Content;
import dev.mlink.runtime.testing.SmallVolume;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real volume without room. */
class FullVolumeIT {
    @TempDir
    Path directory;

    private SmallVolume volume;
    private ObjectStore objects;
    private Store store;

    @BeforeEach
    void mount() throws IOException {
        volume = SmallVolume.mount(directory, 256);
        objects = new Directory(directory);
        store = new Store(directory);
    }

    @AfterEach
    void unmount() throws IOException {
        volume.close();
    }

    @Test
    void whatWasThereStaysAndTheErrorNamesFileAndCause() throws IOException {
        store.samples().write("pod", samples(10));

        assertThatThrownBy(() -> store.samples().write("pod", samples(100_000)))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("the store cannot write " + directory.resolve("samples/pod.npz"))
                .hasMessageContaining("No space left on device");

        assertThat(store.samples().read("pod")).contains(samples(10));
        assertThat(directory.resolve("samples")).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void anArtefactThatHasNoRoomIsNotThere() throws IOException {
        Artifact small = LinkArtifact.of(3, 5, 2);
        Digest kept = store.artifacts().write(small);
        objects.write("filling", Content.of(new byte[200 << 10]));
        Artifact large = noisy();

        assertThatThrownBy(() -> store.artifacts().write(large))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("No space left on device");
        assertThat(objects.list("links/")).as("only that of the other").hasSize(2);
        assertThat(store.artifacts().read(kept)).isEqualTo(small);

        objects.delete("filling");
        assertThat(store.artifacts().read(store.artifacts().write(large))).isEqualTo(large);
    }

    @Test
    void aFileWhereADirectoryShouldBeIsTold() throws IOException {
        objects.write("samples", Content.of("in the way"));

        assertThatThrownBy(() -> store.samples().write("pod", samples(1)))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining(directory.resolve("samples").toString());
    }

    /** Numbers that no compression makes smaller. */
    private static Artifact noisy() {
        Random random = new Random(1);
        Artifact zero = LinkArtifact.of(100, 150, 100);
        Map<String, NpyArray> arrays = new TreeMap<>(zero.arrays());
        float[] weights = new float[100 * 150];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = random.nextFloat();
        }
        arrays.put("hidden_weight", NpyArray.of(weights, 100, 150));
        return new Artifact(zero.description(), arrays);
    }

    private static Samples samples(int count) {
        float[] values = new float[count];
        Random random = new Random(2);
        for (int i = 0; i < count; i++) {
            values[i] = random.nextFloat();
        }
        return new Samples(Map.of("image", NpyArray.of(values, count, 1)), NpyArray.of(new long[count]));
    }
}
