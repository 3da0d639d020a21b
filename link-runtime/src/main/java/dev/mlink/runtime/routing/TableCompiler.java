package dev.mlink.runtime.routing;

import dev.mlink.runtime.calibration.Calibration;
import dev.mlink.runtime.prediction.Form;
import dev.mlink.runtime.prediction.LastOutputs;
import dev.mlink.runtime.prediction.Predictor;
import dev.mlink.runtime.prediction.PredictorLoader;
import dev.mlink.runtime.routing.ActiveTable.CompiledLast;
import dev.mlink.runtime.routing.ActiveTable.CompiledPredictor;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes a table ready to answer before it is put in force. */
public final class TableCompiler {
    private final PredictorLoader loader;

    public TableCompiler(PredictorLoader loader) {
        this.loader = loader;
    }

    /**
     * Reads and verifies every artefact that the table names.
     *
     * @throws dev.mlink.runtime.store.ArtifactException when one is missing or damaged
     * @throws IllegalArgumentException when one does not fit the models' outputs
     */
    public ActiveTable compile(RoutingTable table) throws IOException {
        Map<String, CompiledPredictor> predictors = new HashMap<>();
        Map<String, CompiledLast> lasts = new HashMap<>();
        for (ModelRoute route : table.models().values()) {
            if (route.last().isPresent() && route.signature().isPresent()) {
                lasts.put(route.model(), compile(route, route.last().get()));
            }
            if (route.predictor().isPresent() && route.signature().isPresent()) {
                predictors.put(
                        route.model(), compile(table, route, route.predictor().get()));
            }
        }
        return new ActiveTable(table, predictors, lasts, complete(table), GroupModel.of(table));
    }

    private static Set<String> complete(RoutingTable table) {
        Set<String> all = table.groupInputs();
        return table.models().values().stream()
                .filter(route -> route.groupInputs().equals(all))
                .map(ModelRoute::model)
                .collect(Collectors.toUnmodifiableSet());
    }

    private CompiledPredictor compile(RoutingTable table, ModelRoute route, PredictorReference reference)
            throws IOException {
        Predictor predictor = loader.load(route.model(), reference.artifact(), reference.sources());
        requireStatements(route, reference, predictor);
        TensorSignature output = declared(route);
        requireFit(route, output, predictor.output());
        for (int i = 0; i < reference.sources().size(); i++) {
            ModelRoute source = table.models().get(reference.sources().get(i));
            requireFit(source, declared(source), predictor.input(i));
        }
        return new CompiledPredictor(predictor, reference, output);
    }

    private CompiledLast compile(ModelRoute route, LastReference reference) throws IOException {
        LastOutputs outputs = loader.lastOutputs(route.model(), reference.by().artifact());
        TensorSignature output = declared(route);
        requireFit(route, output, outputs.form());
        return new CompiledLast(outputs, reference, output);
    }

    private static void requireStatements(ModelRoute route, PredictorReference reference, Predictor predictor) {
        reference
                .calibration()
                .map(Calibration::certainty)
                .filter(certainty -> certainty.stated() && !predictor.states())
                .ifPresent(certainty -> {
                    throw new IllegalArgumentException("model '" + route.model() + "': calibration.certainty is "
                            + certainty + ", which its predictor does not tell; write NO_CERTAINTY");
                });
    }

    private static TensorSignature declared(ModelRoute route) {
        return route.requireSignature().output(route.output()).orElseThrow();
    }

    private static void requireFit(ModelRoute route, TensorSignature output, Form form) {
        try {
            new SampleRows(form).requireFit(output);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("model '" + route.model() + "': " + wrong.getMessage(), wrong);
        }
    }
}
