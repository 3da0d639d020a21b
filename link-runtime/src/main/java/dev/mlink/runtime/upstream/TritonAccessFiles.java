package dev.mlink.runtime.upstream;

import com.google.protobuf.ByteString;
import dev.mlink.triton.TritonAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * What Tritons ask for, as Kubernetes mounts Secrets.
 *
 * @param tls has {@code ca.crt} and perhaps {@code tls.crt} and {@code tls.key}; empty for plain text
 * @param serverName the name that Triton's certificate must bear
 * @param keys has a file for each key of restricted APIs; empty for none
 */
public record TritonAccessFiles(Optional<Path> tls, String serverName, Optional<Path> keys) {
    private static final Logger LOG = Logger.getLogger(TritonAccessFiles.class);

    /** @throws IllegalArgumentException naming the directory and what is wrong with it */
    public TritonAccess read() {
        TritonAccess encrypted = from(tls, TritonAccess.open(), (open, files) -> {
            TritonAccess access = open.encrypted(files, serverName);
            access.requireReadable();
            return access;
        });
        return from(keys, encrypted, TritonAccess::keyed);
    }

    private static TritonAccess from(
            Optional<Path> directory,
            TritonAccess access,
            BiFunction<TritonAccess, Map<String, ByteString>, TritonAccess> reading) {
        if (directory.isEmpty()) {
            return access;
        }
        try {
            return reading.apply(access, files(directory.get()));
        } catch (IllegalArgumentException unusable) {
            throw new IllegalArgumentException(
                    "what Triton asks for cannot be had from " + directory.get() + ": " + unusable.getMessage(),
                    unusable);
        }
    }

    /** Looks again and again; what cannot be used leaves what was read before. */
    public void follow(ScheduledExecutorService timer, Duration reload, TritonChannels channels) {
        if (tls.isPresent() || keys.isPresent()) {
            timer.scheduleWithFixedDelay(
                    () -> reread(channels), reload.toMillis(), reload.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void reread(TritonChannels channels) {
        try {
            channels.show(read());
        } catch (RuntimeException unusable) {
            LOG.warnf("%s; what was read before stays in force", unusable.getMessage());
        }
    }

    /** Kubernetes changes all files of a Secret at once, behind one link; its own entries beside them begin with a dot. */
    private static Map<String, ByteString> files(Path directory) {
        try (Stream<Path> found = Files.list(generation(directory))) {
            List<Path> entries = found.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .toList();
            Map<String, ByteString> files = new HashMap<>();
            for (Path file : entries) {
                files.put(file.getFileName().toString(), ByteString.copyFrom(Files.readAllBytes(file)));
            }
            return files;
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("it cannot be read (" + unreadable + ")", unreadable);
        }
    }

    private static Path generation(Path directory) throws IOException {
        Path link = directory.resolve("..data");
        return Files.exists(link) ? link.toRealPath() : directory;
    }
}
