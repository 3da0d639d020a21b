package dev.mlink.runtime.evaluation;

import dev.mlink.runtime.store.NpyArray;
import dev.mlink.runtime.store.NpzFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * Exact outputs on inputs that nothing learned from, as a user keeps them.
 *
 * @param file one array per model, [samples, ...]
 */
record HeldOutputs(Path file) {

    /**
     * @param models every model that must be there, by name
     * @throws IllegalArgumentException an array is missing, of another length, or not what is declared
     */
    Observations read(Map<String, ModelOutput> models) throws IOException {
        Map<String, NpyArray> arrays = new NpzFile(file).read();
        Map<String, OutputArray> outputs = new LinkedHashMap<>();
        models.forEach((name, model) -> {
            if (!arrays.containsKey(name)) {
                throw new IllegalArgumentException("--outputs " + file + " has no array '" + name + "', only "
                        + arrays.keySet() + "; write one array for each of " + models.keySet());
            }
            outputs.put(name, new OutputArray(model, arrays.get(name)));
        });
        int samples = outputs.values().iterator().next().array().rows();
        outputs.forEach(
                (name, output) -> requireSame(samples, name, output.array().rows()));
        boolean[] random = new boolean[samples];
        Arrays.fill(random, true);
        Observations held = new OutputArrays(List.copyOf(outputs.values()))
                .at(LongStream.range(0, samples).toArray(), random, Collections.nCopies(samples, ""));
        if (held.size() == 0) {
            throw new IllegalArgumentException("--outputs " + file + " has no sample with finite outputs");
        }
        return held;
    }

    private void requireSame(int samples, String name, int got) {
        if (got != samples) {
            throw new IllegalArgumentException("--outputs " + file + ": array '" + name + "' has " + got
                    + " samples, others have " + samples + "; every model answers the same inputs");
        }
    }
}
