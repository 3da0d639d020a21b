package dev.mlink.examples;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs commands of the checkout as a user would, with the cluster's environment. */
final class Shell {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    /**
     * What a command said.
     *
     * @param output standard output and standard error together
     */
    record Result(int status, String output) {}

    /** Runs a bash command line in the root of the checkout and shows its output as it comes. */
    Result run(String line, long minutes) {
        try {
            Process process = new ProcessBuilder(List.of("bash", "-c", line))
                    .directory(ROOT.toFile())
                    .redirectErrorStream(true)
                    .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
                    .start();
            StringBuilder output = new StringBuilder();
            Thread reader = new Thread(() -> copy(process, output));
            reader.start();
            if (!process.waitFor(minutes, TimeUnit.MINUTES)) {
                process.descendants().forEach(ProcessHandle::destroy);
                process.destroy();
                throw new AssertionError("`" + line + "` did not end in " + minutes + " minutes:\n" + output);
            }
            reader.join(5_000);
            return new Result(process.exitValue(), output.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** A command that goes on until it is closed. */
    record Running(Process process) implements AutoCloseable {
        boolean alive() {
            return process.isAlive();
        }

        @Override
        public void close() {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        }
    }

    /** Starts a bash command line in the root of the checkout; what it says is shown. */
    Running start(String line) {
        try {
            return new Running(new ProcessBuilder(List.of("bash", "-c", line))
                    .directory(ROOT.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs kubectl against the local cluster; it must succeed. */
    String kubectl(String arguments) {
        Result result = run("eval \"$(examples/cluster/cluster env)\"; kubectl " + arguments, 3);
        if (result.status() != 0) {
            throw new AssertionError("kubectl " + arguments + ":\n" + result.output());
        }
        return result.output();
    }

    private static void copy(Process process, StringBuilder output) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.append(line).append('\n');
                System.out.println(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
