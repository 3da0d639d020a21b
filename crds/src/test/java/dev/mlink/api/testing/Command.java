package dev.mlink.api.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** A program that runs to its end. */
final class Command {
    private Command() {}

    /** What it wrote to standard output. Its messages are shown as they come, and told by the exception of a failure. */
    static String output(List<String> command) {
        try {
            Process process = new ProcessBuilder(command).start();
            CompletableFuture<String> messages = CompletableFuture.supplyAsync(() -> messages(process));
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = process.waitFor();
            if (status != 0) {
                throw new IllegalStateException("%s ended with status %d:%n%s%s"
                        .formatted(String.join(" ", command), status, output, messages.join()));
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + String.join(" ", command) + " ran", e);
        }
    }

    private static String messages(Process process) {
        return process.errorReader().lines().peek(System.err::println).collect(Collectors.joining("\n"));
    }
}
