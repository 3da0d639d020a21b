package dev.mlink.runtime.routing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How one model is answered under one table.
 *
 * @param model its name in Triton's repository
 * @param state exact, predicted or not at all
 * @param inputs the model's tensor to the group's input
 * @param output the tensor that links lead from and to
 * @param version the version that was profiled; empty before
 * @param signature what it takes and gives; empty while it was never loaded
 * @param endpoints names of those that have it loaded
 * @param predictor what answers while it is not executed
 * @param reason the sentence a client reads while it is unavailable
 * @param rule which predictions are given out
 * @param last exact values that answer before the predictor, where a request names a stream
 */
public record ModelRoute(
        String model,
        State state,
        Map<String, String> inputs,
        String output,
        String version,
        Optional<ModelSignature> signature,
        List<String> endpoints,
        Optional<PredictorReference> predictor,
        String reason,
        ConfidenceRule rule,
        Optional<LastReference> last) {

    /** How requests for a model are answered. */
    public enum State {
        EXACT,
        PREDICTED,
        UNAVAILABLE
    }

    public ModelRoute {
        inputs = Map.copyOf(inputs);
        endpoints = List.copyOf(endpoints);
    }

    /** The same where it is loaded on other endpoints. */
    ModelRoute on(List<String> others) {
        return new ModelRoute(
                model, State.EXACT, inputs, output, version, signature, others, predictor, reason, rule, last);
    }

    /** Whether what it answers depends on the requests before, of the same sequence. */
    boolean stateful() {
        return signature.map(known -> known.config().hasSequenceBatching()).orElse(false);
    }

    /** Whether it answers a request any number of times. */
    public boolean decoupled() {
        return signature
                .map(known -> known.config().getModelTransactionPolicy().getDecoupled())
                .orElse(false);
    }

    /** The group's inputs that a request for this model carries. */
    Set<String> groupInputs() {
        return Set.copyOf(inputs.values());
    }

    /** @throws IllegalStateException for a model that was never loaded; a table has none such that is answered */
    ModelSignature requireSignature() {
        return signature.orElseThrow(() -> new IllegalStateException("model '" + model + "' was never loaded"));
    }
}
