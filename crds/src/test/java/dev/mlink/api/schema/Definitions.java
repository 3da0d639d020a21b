package dev.mlink.api.schema;

import dev.mlink.api.v1alpha1.ModelGroup;
import dev.mlink.api.v1alpha1.ModelLink;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The definitions of both resources, generated from their Java types: what the chart has to hold. */
final class Definitions {
    private static final Map<String, Class<? extends HasMetadata>> KINDS =
            Map.of("ModelGroup", ModelGroup.class, "ModelLink", ModelLink.class);

    private Definitions() {}

    /** Generates into an empty directory; file name to YAML. */
    static Map<String, String> generate(Path directory) {
        new CRDGenerator()
                .customResourceClasses(KINDS.values())
                .forCRDVersions("v1")
                .withPostProcessor(new Completion(KINDS))
                .inOutputDir(directory.toFile())
                .generate();
        return read(directory);
    }

    /** The YAML files of a directory; file name to text. */
    static Map<String, String> read(Path directory) {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> paths = Files.list(directory)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                files.put(path.getFileName().toString(), Files.readString(path));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }
}
