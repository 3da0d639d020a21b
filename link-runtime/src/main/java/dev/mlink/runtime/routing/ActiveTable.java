package dev.mlink.runtime.routing;

import dev.mlink.runtime.prediction.LastOutputs;
import dev.mlink.runtime.prediction.Predictor;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A routing table with everything it needs to answer: artefacts read, verified and compiled, the group's virtual model
 * put together. Immutable; a request keeps the one it began with.
 *
 * @param table what the operator said
 * @param predictors by target
 * @param lasts by target, the last exact values that answer before the predictor
 * @param complete models whose requests carry every input of the group, and so can be learned from
 * @param group the virtual model; empty while no model of the group was ever loaded
 */
public record ActiveTable(
        RoutingTable table,
        Map<String, CompiledPredictor> predictors,
        Map<String, CompiledLast> lasts,
        Set<String> complete,
        Optional<GroupModel> group) {

    /**
     * A predictor with the shape of what it answers.
     *
     * @param predictor compiled
     * @param reference where it came from
     * @param output the target's declared tensor
     */
    public record CompiledPredictor(Predictor predictor, PredictorReference reference, TensorSignature output) {}

    /**
     * Last exact values with the shape of what they are.
     *
     * @param outputs at the end of the profile
     * @param reference where they came from
     * @param output the target's declared tensor
     */
    public record CompiledLast(LastOutputs outputs, LastReference reference, TensorSignature output) {}

    public ActiveTable {
        lasts = Map.copyOf(lasts);
        predictors = Map.copyOf(predictors);
        complete = Set.copyOf(complete);
    }

    public long epoch() {
        return table.epoch();
    }

    Optional<CompiledPredictor> predictor(String target) {
        return Optional.ofNullable(predictors.get(target));
    }

    Optional<CompiledLast> last(String target) {
        return Optional.ofNullable(lasts.get(target));
    }

    /** @throws IllegalArgumentException for a name that is no model of the table, which its reader excludes for sources */
    ModelRoute route(String model) {
        return table.model(model).orElseThrow(() -> new IllegalArgumentException("no model '" + model + "'"));
    }
}
