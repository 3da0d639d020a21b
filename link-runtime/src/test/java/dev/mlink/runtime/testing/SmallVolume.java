package dev.mlink.runtime.testing;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;

/** A volume of a few kilobytes, which is soon full. Needs root, as all integration tests do. */
public record SmallVolume(Path root) implements AutoCloseable {

    /** @param directory an empty one, over which the volume lies until it is closed */
    public static SmallVolume mount(Path directory, int kilobytes) throws IOException {
        run("mount", "-t", "tmpfs", "-o", "size=" + kilobytes + "k", "tmpfs", directory.toString());
        return new SmallVolume(directory);
    }

    @Override
    public void close() throws IOException {
        run("umount", root.toString());
    }

    private static void run(String... command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.INHERIT)
                .start();
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException(List.of(command) + " failed; integration tests run as root");
        }
    }
}
