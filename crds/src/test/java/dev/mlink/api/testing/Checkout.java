package dev.mlink.api.testing;

import java.nio.file.Files;
import java.nio.file.Path;

/** The working copy that a test runs in, whichever module's directory it was started from. */
record Checkout(Path root) {

    static Checkout find() {
        Path start = Path.of("").toAbsolutePath();
        for (Path directory = start; directory != null; directory = directory.getParent()) {
            if (Files.isExecutable(directory.resolve("examples/cluster/cluster"))) {
                return new Checkout(directory);
            }
        }
        throw new IllegalStateException(start + " is in no checkout of MLink: no examples/cluster/cluster above it");
    }

    Path resolve(String path) {
        return root.resolve(path);
    }
}
