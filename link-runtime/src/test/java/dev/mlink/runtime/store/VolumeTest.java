package dev.mlink.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.runtime.store.ObjectStore.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store in a directory. */
class VolumeTest implements ObjectStoreContract, StoreContract, ArtifactContract, PruningContract {
    @TempDir
    Path directory;

    @Override
    public ObjectStore objects() {
        return new Directory(directory.resolve("store"));
    }

    @Override
    public void age(String key, Duration ago) throws IOException {
        Files.setLastModifiedTime(
                directory.resolve("store").resolve(key),
                FileTime.from(Instant.now().minus(ago)));
    }

    @Test
    void othersMayReadWhatAPodWrote() throws IOException {
        objects().write("samples/pod.npz", Content.of("x"));

        assertThat(Files.getPosixFilePermissions(directory.resolve("store/samples/pod.npz")))
                .contains(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);
    }

    @Test
    void whatAWriterThatDiedLeftBehindIsNoObject() throws IOException {
        objects().write("samples/a", Content.of("1"));
        Path fresh = Files.writeString(directory.resolve("store/samples/.b.tmp"), "half");
        Path old = Files.writeString(directory.resolve("store/samples/.c.tmp"), "half");
        age("samples/.c.tmp", Duration.ofHours(2));

        assertThat(objects().list("")).extracting(StoredObject::key).containsExactly("samples/a");
        new Store(objects()).prune(new Retention(3, Duration.ofDays(1)));
        assertThat(old).doesNotExist();
        assertThat(fresh).as("somebody may be writing it").exists();
    }

    @Test
    void noEmptyDirectoryStays() throws IOException {
        objects().write("a/b/c", Content.of("1"));
        objects().delete("a/b/c");

        assertThat(directory.resolve("store")).isEmptyDirectory();
    }
}
