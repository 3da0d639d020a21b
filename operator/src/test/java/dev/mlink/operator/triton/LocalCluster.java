package dev.mlink.operator.triton;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The cluster of {@code examples/cluster/cluster}, which has to be up: the kubelet is what is tested. */
final class LocalCluster {
    private final Path script;

    LocalCluster() {
        Path at = Path.of("").toAbsolutePath();
        while (!Files.isExecutable(at.resolve("examples/cluster/cluster"))) {
            at = at.getParent();
        }
        script = at.resolve("examples/cluster/cluster");
    }

    /** The administrator's kubeconfig. */
    String kubeconfig() {
        return run("sh", "-c", "eval \"$(" + script + " env)\" && cat \"$KUBECONFIG\"");
    }

    /** An image with Python, of the same cached root file system that Triton's is made of. */
    void pythonImage(String name) {
        String root = run(script.toString(), "base", "triton", "python3", "libpython3.11")
                .strip();
        run(script.toString(), "image", name, root);
    }

    private static String run(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String output = new String(process.getInputStream().readAllBytes());
            if (process.waitFor() != 0) {
                throw new IllegalStateException(
                        String.join(" ", command) + " failed: is the cluster up (examples/cluster/cluster up)?");
            }
            return output;
        } catch (IOException failure) {
            throw new IllegalStateException(String.join(" ", command), failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
