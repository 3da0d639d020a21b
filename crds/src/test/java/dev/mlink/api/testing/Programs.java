package dev.mlink.api.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Where etcd, kube-apiserver, kubectl and helm are, as {@code cluster programs} reports it after building what is missing. */
record Programs(Path etcd, Path apiServer, Path kubectl, Path helm) {

    static Programs of(Checkout checkout) {
        List<String> paths = Command.output(
                        List.of(checkout.resolve("examples/cluster/cluster").toString(), "programs"))
                .lines()
                .toList();
        return new Programs(
                named("etcd", paths), named("kube-apiserver", paths), named("kubectl", paths), named("helm", paths));
    }

    /** A new directory in the layout that kube-api-test looks for. */
    Path layOut(String version) {
        try {
            Path home = Files.createTempDirectory("mlink-kubernetes-api");
            Path programs = Files.createDirectories(home.resolve("k8s").resolve(version + "-linux-amd64"));
            for (Path program : List.of(etcd, apiServer, kubectl)) {
                Files.createSymbolicLink(programs.resolve(program.getFileName()), program);
            }
            return home;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void remove(Path home) {
        try (Stream<Path> paths = Files.walk(home)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path named(String name, List<String> paths) {
        return paths.stream()
                .map(Path::of)
                .filter(path -> path.endsWith(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("cluster programs names no " + name + ": " + paths));
    }
}
