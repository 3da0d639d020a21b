package dev.mlink.api.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The chart of this checkout, rendered by Helm without a cluster. */
public final class Chart {
    private static final String RELEASE = "mlink";

    private final Path directory;
    private final Path helm;

    private Chart(Path directory, Path helm) {
        this.directory = directory;
        this.helm = helm;
    }

    public static Chart ofThisCheckout() {
        Checkout checkout = Checkout.find();
        return new Chart(checkout.resolve("charts/mlink"), Programs.of(checkout).helm());
    }

    /**
     * Every object of a release named {@code mlink}, as YAML.
     *
     * @param values as after {@code --set} or {@code --values}, each with its flag: {@code "--set=replicas=2"}
     * @throws IllegalStateException with Helm's message when a value is refused
     */
    public String render(String namespace, String... values) {
        List<String> arguments = new ArrayList<>(List.of(
                "template",
                RELEASE,
                directory.toString(),
                "--namespace=" + namespace,
                "--kube-version=" + KubernetesApi.VERSION));
        arguments.addAll(List.of(values));
        return helm(arguments);
    }

    /** What {@code helm lint --strict} says. */
    public String lint(String... values) {
        List<String> arguments = new ArrayList<>(List.of("lint", "--strict", directory.toString()));
        arguments.addAll(List.of(values));
        return helm(arguments);
    }

    private String helm(List<String> arguments) {
        return Command.output(
                Stream.concat(Stream.of(helm.toString()), arguments.stream()).toList());
    }
}
