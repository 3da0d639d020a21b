package dev.mlink.runtime.store;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mlink.runtime.store.ObjectStore.Content;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What profiles froze and what the models answered, each profile below its own name. */
public final class ProfileStore {
    private static final String ARRAYS = ".npz";
    private static final String OUTCOME = ".json";
    private static final String INPUTS = "inputs";
    private static final String OUTPUT = "output";

    private final ObjectStore objects;
    private final NpzCodec npz = new NpzCodec();
    private final ObjectMapper json = new ObjectMapper();

    /**
     * How one model's turn ended.
     *
     * @param complete its outputs on all samples are there
     * @param millisPerSample median time of one sample, one at a time
     */
    public record Outcome(boolean complete, double millisPerSample) {}

    ProfileStore(ObjectStore objects) {
        this.objects = objects;
    }

    /** Fixes the samples that every model of this profile runs on. */
    public void freeze(String profile, Samples samples) throws IOException {
        objects.write(inputsKey(profile), out -> npz.write(samples.toArrays(), out));
    }

    public Optional<Samples> inputs(String profile) throws IOException {
        return npz.read(objects, inputsKey(profile)).map(Samples::ofArrays);
    }

    /** Keeps a model's outputs; the outcome is written last, so an interrupted turn counts as not done. */
    public void writeOutput(String profile, String model, NpyArray output, Outcome outcome) throws IOException {
        objects.write(key(profile, model, ARRAYS), out -> npz.write(Map.of(OUTPUT, output), out));
        objects.write(key(profile, model, OUTCOME), Content.of(json.writeValueAsString(outcome)));
    }

    /** The declared tensor of every frozen sample, as the model answered: first axis samples. */
    public Optional<NpyArray> output(String profile, String model) throws IOException {
        if (outcome(profile, model).isEmpty()) {
            return Optional.empty();
        }
        return npz.read(objects, key(profile, model, ARRAYS)).map(arrays -> arrays.get(OUTPUT));
    }

    public Optional<Outcome> outcome(String profile, String model) throws IOException {
        Optional<byte[]> content = objects.readBytes(key(profile, model, OUTCOME));
        return content.isEmpty() ? Optional.empty() : Optional.of(json.readValue(content.get(), Outcome.class));
    }

    /** Models whose outputs are there, by name. */
    public List<String> completed(String profile) throws IOException {
        String home = home(profile);
        return objects.list(home).stream()
                .map(object -> object.key().substring(home.length()))
                .filter(name -> name.endsWith(OUTCOME))
                .map(name -> name.substring(0, name.length() - OUTCOME.length()))
                .toList();
    }

    private static String inputsKey(String profile) {
        return home(profile) + INPUTS + ARRAYS;
    }

    private static String key(String profile, String model, String suffix) {
        if (model.equals(INPUTS)) {
            throw new IllegalArgumentException("a model is named '" + INPUTS
                    + "', which the store keeps for the frozen inputs; give the model another name");
        }
        return home(profile) + new FileName("model", model).with(suffix);
    }

    private static String home(String profile) {
        return new FileName("profile", profile).with("/");
    }
}
