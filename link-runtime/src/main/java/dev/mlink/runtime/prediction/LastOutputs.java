package dev.mlink.runtime.prediction;

import dev.mlink.runtime.store.Artifact;
import dev.mlink.runtime.store.LastMoments;
import dev.mlink.runtime.store.LastMoments.Latest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * What a target answered last in each stream, when its profile ended.
 *
 * @param form of one output
 * @param longestAge an older output is not used
 * @param byStream the outputs
 */
public record LastOutputs(Form form, Duration longestAge, Map<String, LastOutput> byStream) {

    /**
     * One stream's.
     *
     * @param time when the sample arrived that it is of, milliseconds since 1970
     * @param values as many as the form has, in the target's own units
     */
    public record LastOutput(long time, float[] values) {}

    public LastOutputs {
        byStream = Map.copyOf(byStream);
    }

    static LastOutputs of(Artifact artifact) {
        LastMoments moments = artifact.description().last().orElseThrow();
        int width = artifact.array("value").columns();
        float[] values = artifact.array("value").floats();
        Map<String, LastOutput> outputs = new HashMap<>();
        int from = 0;
        for (Latest stream : moments.streams()) {
            outputs.put(stream.stream(), new LastOutput(stream.time(), Arrays.copyOfRange(values, from, from + width)));
            from += width;
        }
        Form form = artifact.description().writes().<Form>map(Words::new).orElseGet(() -> new Form.Numbers(width));
        return new LastOutputs(form, Duration.ofMillis(moments.longestAge()), outputs);
    }
}
