package dev.mlink.runtime.routing;

import dev.mlink.runtime.prediction.Predictor;
import dev.mlink.runtime.routing.ActiveTable.CompiledPredictor;
import dev.mlink.triton.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Predicts one target's declared output from its sources. */
final class Prediction {
    private final ActiveTable table;
    private final RoutingMetrics metrics;

    Prediction(ActiveTable table, RoutingMetrics metrics) {
        this.table = table;
        this.metrics = metrics;
    }

    /**
     * Runs the sources side by side, then the predictor. A source that fails or is late is left out where the predictor can
     * do without it; how far such a prediction is to be trusted nobody has measured, so its confidence is not known.
     *
     * @return the target's output and how far it is to be trusted; fails with the {@link Refusal} of a source
     */
    CompletionStage<PredictedOutput> of(String target, CompiledPredictor predictor, SourceRuns runs) {
        List<CompletableFuture<Tensor>> outputs = predictor.reference().sources().stream()
                .map(source -> runs.of(table.route(source)).toCompletableFuture())
                .toList();
        return CompletableFuture.allOf(outputs.toArray(CompletableFuture[]::new))
                .handle((done, failure) -> failure == null
                        ? predict(target, predictor, values(outputs), runs)
                        : predictWithout(failed(outputs), target, predictor, outputs, runs));
    }

    private PredictedOutput predictWithout(
            Set<Integer> failed,
            String target,
            CompiledPredictor whole,
            List<CompletableFuture<Tensor>> outputs,
            SourceRuns runs) {
        Optional<Predictor> fewer =
                failed.size() < outputs.size() ? whole.predictor().without(failed) : Optional.empty();
        if (fewer.isEmpty()) {
            return predict(target, whole, values(outputs), runs); // fails as the first source did
        }
        List<String> masked =
                failed.stream().sorted().map(whole.reference().sources()::get).toList();
        masked.forEach(metrics::countMasked);
        CompiledPredictor rest = new CompiledPredictor(
                fewer.get(), whole.reference().onlyFrom(fewer.get().sources()), whole.output());
        List<CompletableFuture<Tensor>> there = IntStream.range(0, outputs.size())
                .filter(source -> !failed.contains(source))
                .mapToObj(outputs::get)
                .toList();
        return predict(target, rest, values(there), runs).without(masked);
    }

    private static Set<Integer> failed(List<CompletableFuture<Tensor>> outputs) {
        return IntStream.range(0, outputs.size())
                .filter(source -> outputs.get(source).isCompletedExceptionally())
                .boxed()
                .collect(Collectors.toUnmodifiableSet());
    }

    private static List<Tensor> values(List<CompletableFuture<Tensor>> outputs) {
        return outputs.stream().map(CompletableFuture::join).toList();
    }

    private PredictedOutput predict(String target, CompiledPredictor compiled, List<Tensor> outputs, SourceRuns runs) {
        int samples = runs.samples();
        List<float[]> values = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            values.add(rows(compiled, i, outputs.get(i), samples));
        }
        float[] answers = new float[samples * compiled.predictor().outputSize()];
        metrics.timePrediction(target, () -> compiled.predictor().predict(values, samples, answers));
        runs.doubts().add(target, compiled, values, samples, answers);
        Confidences confidences = new AnswerConfidence(compiled).of(values, answers, samples);
        Tensor tensor = new SampleRows(compiled.predictor().output()).write(compiled.output(), samples, answers);
        return new PredictedOutput(tensor, confidences, List.of());
    }

    private static float[] rows(CompiledPredictor compiled, int source, Tensor output, int samples) {
        SampleRows rows = new SampleRows(compiled.predictor().input(source));
        long expected = (long) samples * rows.elements();
        if (output.shape().elements() != expected) {
            throw Refusal.unavailable("model '" + compiled.reference().sources().get(source) + "' answered with shape "
                    + output.shape() + ", its links were trained on "
                    + rows.elements()
                    + " elements a sample");
        }
        return rows.read(output);
    }
}
