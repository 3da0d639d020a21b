package dev.mlink.runtime.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A real Python with numpy and the official Triton client; installed when missing, and a failure when that fails. */
public final class PythonEnvironment {
    private static final Path SCRIPT = Path.of("src/test/python/environment").toAbsolutePath();

    /** A server that does not answer must not hang the build. */
    private static final String TIME_LIMIT_SECONDS = "240";

    private final String interpreter;

    private PythonEnvironment(String interpreter) {
        this.interpreter = interpreter;
    }

    public static PythonEnvironment installed() {
        try {
            return new PythonEnvironment(
                    output(new File("."), Map.of(), List.of(SCRIPT.toString())).strip());
        } catch (IOException wrong) {
            throw new UncheckedIOException("these tests need a Python 3 with venv and pip", wrong);
        }
    }

    /** Runs Python and returns what it prints; a failed run is an error that carries the output. */
    public String run(Path directory, Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("timeout", TIME_LIMIT_SECONDS, interpreter));
        command.addAll(List.of(arguments));
        return output(directory.toFile(), environment, command);
    }

    private static String output(File directory, Map<String, String> environment, List<String> command)
            throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory).redirectError(Redirect.INHERIT);
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = process.waitFor();
            if (status != 0) {
                throw new IOException(command.get(0) + " ended with status " + status + ": " + text);
            }
            return text;
        } catch (InterruptedException interrupted) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
    }
}
