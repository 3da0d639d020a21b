package dev.mlink.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.runtime.store.ObjectStore.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store in a directory. */
class VolumeTest implements ObjectStoreContract, StoreContract, ArtifactContract {
    @TempDir
    Path directory;

    @Override
    public ObjectStore objects() {
        return new Directory(directory.resolve("store"));
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
        Files.writeString(directory.resolve("store/samples/.b.tmp"), "half");

        assertThat(objects().list("")).extracting(StoredObject::key).containsExactly("samples/a");
    }

    @Test
    void noEmptyDirectoryStays() throws IOException {
        objects().write("a/b/c", Content.of("1"));
        objects().delete("a/b/c");

        assertThat(directory.resolve("store")).isEmptyDirectory();
    }
}
