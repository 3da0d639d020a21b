package dev.mlink.runtime.routing;

import dev.mlink.runtime.prediction.Predictor;
import dev.mlink.runtime.prediction.Uncertainty;
import dev.mlink.runtime.routing.ActiveTable.CompiledPredictor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What was predicted for one request, kept until the request is answered: only then, off its path, is it asked how unsure
 * the predictors were. Safe for several threads.
 */
final class Doubts {
    private final Optional<Uncertainty> uncertainty;
    private final Collection<Predicted> predicted = new ConcurrentLinkedQueue<>();

    private record Predicted(String name, Predictor predictor, List<float[]> outputs, int samples, float[] answers) {

        int bytes() {
            return Float.BYTES
                    * (answers.length
                            + outputs.stream().mapToInt(values -> values.length).sum());
        }
    }

    /** @param uncertainty how it is told; nothing is kept when nobody asks */
    Doubts(Optional<Uncertainty> uncertainty) {
        this.uncertainty = uncertainty;
    }

    /**
     * Remembers a prediction.
     *
     * @param outputs by source, as the predictor took them; not changed any more
     * @param answers as it gave them; not changed any more
     */
    void add(String target, CompiledPredictor compiled, List<float[]> outputs, int samples, float[] answers) {
        if (uncertainty.isPresent()) {
            String name = target
                    + compiled.reference().sources()
                    + compiled.reference().artifact();
            predicted.add(new Predicted(name, compiled.predictor(), outputs, samples, answers));
        }
    }

    /** What it holds in memory. */
    int bytes() {
        return predicted.stream().mapToInt(Predicted::bytes).sum();
    }

    /** For each sample, by predictor, how unsure it was. */
    List<Map<String, Double>> of(int samples) {
        List<Map<String, Double>> all = new ArrayList<>();
        for (int sample = 0; sample < samples; sample++) {
            all.add(new HashMap<>());
        }
        uncertainty.ifPresent(how -> predicted.forEach(one -> {
            double[] unsure = how.of(one.predictor(), one.outputs(), one.samples(), one.answers());
            for (int sample = 0; sample < Math.min(samples, unsure.length); sample++) {
                all.get(sample).put(one.name(), unsure[sample]);
            }
        }));
        return all;
    }
}
