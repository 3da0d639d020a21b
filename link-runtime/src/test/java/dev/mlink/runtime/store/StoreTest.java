package dev.mlink.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlink.runtime.store.ProfileStore.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreTest {
    @TempDir
    Path directory;

    private Store store;

    @BeforeEach
    void open() {
        store = new Store(directory);
    }

    @Test
    void samplesOfAllPodsAreRead() throws IOException {
        assertThat(store.samples().readAll()).isEmpty();
        store.samples().write("b", samples(3, 4));
        store.samples().write("a", samples(1));

        assertThat(store.samples().readAll()).containsExactly(samples(1), samples(3, 4));
        assertThat(store.samples().read("b")).contains(samples(3, 4));
        assertThat(store.samples().read("c")).isEmpty();
    }

    @Test
    void othersMayReadWhatAPodWrote() throws IOException {
        store.samples().write("pod", samples(1));

        assertThat(Files.getPosixFilePermissions(directory.resolve("samples/pod.npz")))
                .contains(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);
    }

    @Test
    void aModelsTurnIsDoneOnceItsOutcomeIsThere() throws IOException {
        ProfileStore profiles = store.profiles();
        NpyArray output = NpyArray.of(new float[] {1, 2}, 2, 1);
        profiles.freeze("p1", samples(1, 2));
        assertThat(profiles.output("p1", "class")).isEmpty();

        profiles.writeOutput("p1", "class", output, new Outcome(true, 1.5));

        assertThat(profiles.inputs("p1")).contains(samples(1, 2));
        assertThat(profiles.output("p1", "class")).contains(output);
        assertThat(profiles.outcome("p1", "class")).contains(new Outcome(true, 1.5));
        assertThat(directory.resolve("profiles/p1/class.json")).content().contains("\"complete\":true");
        Files.delete(directory.resolve("profiles/p1/class.json"));
        assertThat(profiles.output("p1", "class")).as("an interrupted turn").isEmpty();
    }

    @Test
    void theNewestTrainingComesFirst() throws IOException {
        TrainingStore trainings = store.trainings();
        assertThat(trainings.newestFirst()).isEmpty();
        trainings.write("old", "{}");
        trainings.write("new", "{\"format\":1}");
        Files.setLastModifiedTime(directory.resolve("trainings/old.json"), FileTime.fromMillis(1000));

        assertThat(trainings.newestFirst()).containsExactly("new", "old");
        assertThat(trainings.read("new")).contains("{\"format\":1}");
        assertThat(trainings.read("none")).isEmpty();
    }

    @Test
    void namesCannotLeaveTheStore() {
        assertThatThrownBy(() -> store.samples().read("../x")).hasMessageContaining("pod '../x'");
        assertThatThrownBy(() -> store.profiles().inputs("a/b")).hasMessageContaining("profile 'a/b'");
        assertThatThrownBy(() -> store.trainings().read("..")).hasMessageContaining("training '..'");
        assertThatThrownBy(() -> store.profiles().outcome("p", "inputs")).hasMessageContaining("another name");
    }

    @Test
    void samplesAndTimesMustMatch() {
        assertThatThrownBy(() -> new Samples(Map.of("image", NpyArray.of(new float[4], 2, 2)), NpyArray.of(1)))
                .hasMessageContaining("input 'image' has 2 samples, but there are 1 times");
        assertThatThrownBy(() -> new Samples(Map.of("time", NpyArray.of(1)), NpyArray.of(1)))
                .hasMessageContaining("rename it");
    }

    private static Samples samples(long... times) {
        return new Samples(
                Map.of("image", NpyArray.of(new float[times.length * 2], times.length, 2)), NpyArray.of(times));
    }
}
