package dev.mlink.api.v1alpha1;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A file of {@code src/test/resources}: objects to apply in order, of which the last is refused with the sentence that
 * the first line expects.
 */
record RefusedCase(String name, String expected, List<GenericKubernetesResource> objects) {
    private static final String MARK = "# expected: ";

    static Stream<RefusedCase> in(String directory) {
        try (Stream<Path> files = Files.list(Path.of("src", "test", "resources", directory))) {
            return files.sorted().map(RefusedCase::read).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RefusedCase read(Path file) {
        try {
            String text = Files.readString(file);
            String first = text.lines().findFirst().orElseThrow();
            if (!first.startsWith(MARK)) {
                throw new IllegalStateException(file + " does not start with '" + MARK + "<sentence>'");
            }
            List<GenericKubernetesResource> objects = Stream.of(text.split("(?m)^---$"))
                    .map(part -> Serialization.unmarshal(part, GenericKubernetesResource.class))
                    .toList();
            return new RefusedCase(file.getFileName().toString(), first.substring(MARK.length()), objects);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
