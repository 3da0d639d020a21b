package dev.mlink.runtime.training;

import com.google.protobuf.util.JsonFormat;
import dev.mlink.admin.v1alpha1.TrainingPlan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** {@code train} as a Job runs it: the packaged program in a process of its own, two pieces side by side. */
final class TrainerProcess {
    private static final Path PROGRAM =
            Path.of("target/quarkus-app/quarkus-run.jar").toAbsolutePath();

    private final Path log;
    private final Process process;

    private TrainerProcess(Path log, Process process) {
        this.log = log;
        this.process = process;
    }

    /** @param home takes the plan and the log */
    static TrainerProcess start(Path home, Path store, TrainingPlan plan) throws IOException {
        Path file = Files.writeString(
                home.resolve("plan.json"), JsonFormat.printer().print(plan));
        Path log = home.resolve("train.log");
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Xmx512m",
                        "-jar",
                        PROGRAM.toString(),
                        "train",
                        "--plan",
                        file.toString(),
                        "--store",
                        store.toString(),
                        "--threads",
                        "2")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new TrainerProcess(log, process);
    }

    /** kill -9 after a while; false when it had ended by then. */
    boolean killAfter(Duration moment) throws InterruptedException {
        if (process.waitFor(moment.toMillis(), TimeUnit.MILLISECONDS)) {
            return false;
        }
        process.destroyForcibly().waitFor();
        return true;
    }

    int exitCode() throws InterruptedException {
        return process.waitFor();
    }

    /** All that it has said. */
    String said() throws IOException {
        return Files.readString(log, StandardCharsets.UTF_8);
    }
}
