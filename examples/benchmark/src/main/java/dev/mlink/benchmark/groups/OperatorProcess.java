package dev.mlink.benchmark.groups;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The packaged operator as one process, with the chart's rights and the heap of its image. */
final class OperatorProcess implements AutoCloseable {

    static final String NAMESPACE = "mlink-system";
    private static final Path APPLICATION = Path.of("..", "..", "operator", "target", "quarkus-app", "quarkus-run.jar");
    /** The limit that docs/benchmarks.md names for hundreds of groups. */
    private static final String MEMORY = "1g";

    private static final String ACCOUNT = "system:serviceaccount:" + NAMESPACE + ":mlink-operator";

    private final Process process;
    private final Path log;

    OperatorProcess(Path home, String kubeconfig) {
        this.log = home.resolve("operator.log");
        try {
            Path config = Files.writeString(home.resolve("kubeconfig"), kubeconfig);
            ProcessBuilder builder = new ProcessBuilder(
                    "java",
                    "-XX:MaxRAM=" + MEMORY,
                    "-XX:MaxRAMPercentage=50",
                    "-Dkubernetes.impersonate.username=" + ACCOUNT,
                    "-Dkubernetes.impersonate.group=system:serviceaccounts,system:serviceaccounts:" + NAMESPACE
                            + ",system:authenticated",
                    "-Dquarkus.management.port=0",
                    "-jar",
                    APPLICATION.toAbsolutePath().normalize().toString());
            builder.environment().put("KUBECONFIG", config.toString());
            builder.environment().put("KUBERNETES_NAMESPACE", NAMESPACE);
            builder.environment().put("MLINK_RUNTIME_IMAGE", "simulated");
            builder.environment().put("MLINK_LEADER_ELECTION_LEASE", "mlink-operator");
            this.process = builder.redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    }

    /** Fails with its last words when it has ended. */
    void mustRun() {
        if (!process.isAlive()) {
            throw new IllegalStateException("the operator has ended with status " + process.exitValue() + ":\n"
                    + String.join("\n", lastWords()));
        }
    }

    private List<String> lastWords() {
        try {
            List<String> lines = Files.readAllLines(log);
            return lines.subList(Math.max(0, lines.size() - 30), lines.size());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Duration cpu() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    /** Resident bytes, as the kernel counts them. */
    long resident() {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
