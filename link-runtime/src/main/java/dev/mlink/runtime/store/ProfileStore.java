package dev.mlink.runtime.store;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What profiles froze and what the models answered, one directory per profile. */
public final class ProfileStore {
    private static final String ARRAYS = ".npz";
    private static final String OUTCOME = ".json";
    private static final String INPUTS = "inputs";
    private static final String OUTPUT = "output";

    private final Path directory;
    private final ObjectMapper json = new ObjectMapper();

    /**
     * How one model's turn ended.
     *
     * @param complete its outputs on all samples are there
     * @param millisPerSample median time of one sample, one at a time
     */
    public record Outcome(boolean complete, double millisPerSample) {}

    ProfileStore(Path directory) {
        this.directory = directory;
    }

    /** Fixes the samples that every model of this profile runs on. */
    public void freeze(String profile, Samples samples) throws IOException {
        new NpzFile(inputsFile(profile)).write(samples.toArrays());
    }

    public Optional<Samples> inputs(String profile) throws IOException {
        return read(inputsFile(profile)).map(Samples::ofArrays);
    }

    /** Keeps a model's outputs; the outcome is written last, so an interrupted turn counts as not done. */
    public void writeOutput(String profile, String model, NpyArray output, Outcome outcome) throws IOException {
        new NpzFile(modelFile(profile, model, ARRAYS)).write(Map.of(OUTPUT, output));
        new AtomicFile(modelFile(profile, model, OUTCOME)).write(json.writeValueAsString(outcome));
    }

    /** The declared tensor of every frozen sample, as the model answered: first axis samples. */
    public Optional<NpyArray> output(String profile, String model) throws IOException {
        if (outcome(profile, model).isEmpty()) {
            return Optional.empty();
        }
        return read(modelFile(profile, model, ARRAYS)).map(arrays -> arrays.get(OUTPUT));
    }

    public Optional<Outcome> outcome(String profile, String model) throws IOException {
        try {
            Path file = modelFile(profile, model, OUTCOME);
            return Optional.of(json.readValue(Files.readAllBytes(file), Outcome.class));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    /** Models whose outputs are there, by name. */
    public List<String> completed(String profile) throws IOException {
        Path home = home(profile);
        if (!Files.isDirectory(home)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(home)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(OUTCOME))
                    .map(name -> name.substring(0, name.length() - OUTCOME.length()))
                    .sorted()
                    .toList();
        }
    }

    private static Optional<Map<String, NpyArray>> read(Path file) throws IOException {
        try {
            return Optional.of(new NpzFile(file).read());
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    private Path inputsFile(String profile) {
        return home(profile).resolve(INPUTS + ARRAYS);
    }

    private Path modelFile(String profile, String model, String suffix) {
        if (model.equals(INPUTS)) {
            throw new IllegalArgumentException("a model is named '" + INPUTS
                    + "', which the store keeps for the frozen inputs; give the model another name");
        }
        return new FileName("model", model).in(home(profile), suffix);
    }

    private Path home(String profile) {
        return new FileName("profile", profile).in(directory, "");
    }
}
