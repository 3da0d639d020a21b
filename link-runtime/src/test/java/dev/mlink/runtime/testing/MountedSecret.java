package dev.mlink.runtime.testing;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/**
 * A Secret as a kubelet mounts it: all files change at once, behind one link.
 *
 * @param directory where the pod sees it
 */
public record MountedSecret(Path directory) {

    /** Makes the directory. */
    public static MountedSecret in(Path parent, String name) throws IOException {
        return new MountedSecret(Files.createDirectory(parent.resolve(name)));
    }

    /** From now on it holds this and nothing else. */
    public void change(Map<String, ByteString> entries) throws IOException {
        Path generation = Files.createTempDirectory(directory, "..");
        for (Map.Entry<String, ByteString> entry : entries.entrySet()) {
            Files.write(generation.resolve(entry.getKey()), entry.getValue().toByteArray());
        }
        Path next = Files.createSymbolicLink(directory.resolve("..next"), generation);
        Files.move(next, directory.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
        for (String name : entries.keySet()) {
            if (!Files.isSymbolicLink(directory.resolve(name))) {
                Files.createSymbolicLink(directory.resolve(name), Path.of("..data", name));
            }
        }
    }

    @Override
    public String toString() {
        return directory.toString();
    }
}
