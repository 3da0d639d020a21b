package dev.mlink.triton.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One run of {@code examples/triton/triton serve}, which becomes the server; its children are the models' processes. */
final class TritonProcess {
    private static final Duration END = Duration.ofSeconds(40);
    private static final int LINES = 40;

    private final Process process;
    private final Path log;

    private TritonProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    static TritonProcess launch(
            String repository, Map<String, String> environment, TritonPorts ports, List<String> flags, Path log) {
        List<String> command = new ArrayList<>(List.of(script().toString(), "serve", repository));
        command.addAll(ports.flags());
        command.addAll(flags);
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
            return new TritonProcess(process, log);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    long pid() {
        return process.pid();
    }

    boolean alive() {
        return process.isAlive();
    }

    /** Whether its own log says that it listens: a port that answers might be another server's. */
    boolean listens() {
        return lines().stream().anyMatch(line -> line.contains("Started Metrics Service"));
    }

    /** The beginning, where a wrong flag is named, and the end. */
    String log() {
        List<String> lines = lines();
        if (lines.size() <= 2 * LINES) {
            return String.join("\n", lines);
        }
        return String.join("\n", lines.subList(0, LINES)) + "\n...\n"
                + String.join("\n", lines.subList(lines.size() - LINES, lines.size()));
    }

    /** Ends it in order, and if that takes too long at once. */
    void stop() {
        process.destroy();
        if (!within(process.onExit())) {
            kill();
        }
    }

    /** Ends it and its models at once. */
    void kill() {
        List<ProcessHandle> models = process.descendants().toList();
        process.destroyForcibly();
        models.forEach(ProcessHandle::destroyForcibly);
        CompletableFuture<?>[] ends = models.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new);
        if (!within(CompletableFuture.allOf(CompletableFuture.allOf(ends), process.onExit()))) {
            throw new IllegalStateException("Triton, process " + pid() + ", does not end");
        }
    }

    private static boolean within(CompletableFuture<?> end) {
        return end.thenApply(ended -> true)
                .completeOnTimeout(false, END.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    private List<String> lines() {
        try {
            return Files.readAllLines(log);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The script lies in the checkout that the test runs in, above the module's directory. */
    private static Path script() {
        Path here = Path.of("").toAbsolutePath();
        for (Path at = here; at != null; at = at.getParent()) {
            Path script = at.resolve("examples/triton/triton");
            if (Files.isExecutable(script)) {
                return script;
            }
        }
        throw new IllegalStateException("examples/triton/triton is not above " + here + ": run tests in a checkout");
    }
}
