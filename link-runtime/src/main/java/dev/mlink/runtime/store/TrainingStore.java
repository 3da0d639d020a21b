package dev.mlink.runtime.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reports of trainings, each named by the profile it was trained on. */
public final class TrainingStore {
    private static final String SUFFIX = ".json";
    private static final String PLAN_SUFFIX = ".plan";

    private final Path directory;

    TrainingStore(Path directory) {
        this.directory = directory;
    }

    /** The report as JSON; empty until the training has ended. */
    public Optional<String> read(String training) throws IOException {
        return read(file(training));
    }

    /** Written last, in one step: where there is a report, its artefacts are there. */
    public void write(String training, String report) throws IOException {
        new AtomicFile(file(training)).write(report);
    }

    /** The plan that a finished training followed, as JSON. */
    public Optional<String> readPlan(String training) throws IOException {
        return read(planFile(training));
    }

    /** Written before the report, so that a report always has its plan. */
    public void writePlan(String training, String plan) throws IOException {
        new AtomicFile(planFile(training)).write(plan);
    }

    /** Where a training keeps what an interrupted Job goes on from. */
    public Path partial(String training) {
        return new FileName("training", training).in(directory, ".partial");
    }

    /** Finished trainings, the newest first. */
    public List<String> newestFirst() throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().endsWith(SUFFIX))
                    .sorted(Comparator.comparing((Path file) -> file.toFile().lastModified())
                            .thenComparing(Comparator.naturalOrder())
                            .reversed())
                    .map(file -> file.getFileName().toString())
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .toList();
        }
    }

    private static Optional<String> read(Path file) throws IOException {
        try {
            return Optional.of(Files.readString(file));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    private Path planFile(String training) {
        return new FileName("training", training).in(directory, PLAN_SUFFIX);
    }

    private Path file(String training) {
        return new FileName("training", training).in(directory, SUFFIX);
    }
}
