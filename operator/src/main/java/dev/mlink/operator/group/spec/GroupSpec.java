package dev.mlink.operator.group.spec;

import dev.mlink.operator.group.window.Windows;
import dev.mlink.operator.planning.hysteresis.Reluctance;
import dev.mlink.operator.planning.placement.Devices;
import dev.mlink.operator.planning.selection.Strategy;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A ModelGroup with every default filled in.
 *
 * @param uid the resource's UID: it identifies the group's routing tables
 * @param generation of the spec this was read from
 * @param escalation where models are executed whose predictions are not confident enough
 * @param devices memory for the group's models, per Triton endpoint, and how it is divided
 * @param linkAll every pair is linked; otherwise only the declared ones
 * @param interval between two re-selections
 * @param samples of a profile
 * @param strategy how the activation set is chosen
 * @param reluctance how reluctantly it is given up
 * @param windows when models may be moved without need
 * @param mode how far the user lets the operator go
 * @param rescheduleAsked somebody wants a profile, a training and a selection now
 */
public record GroupSpec(
        String namespace,
        String name,
        String uid,
        long generation,
        TritonService triton,
        Optional<EscalationService> escalation,
        Devices devices,
        List<ModelSpec> models,
        boolean linkAll,
        Learning learning,
        Duration interval,
        int samples,
        Strategy strategy,
        Reluctance reluctance,
        Windows windows,
        Mode mode,
        boolean rescheduleAsked) {

    public GroupSpec {
        models = List.copyOf(models);
    }

    /** Memory for the group's models on one Triton, of all devices together. */
    public long budgetBytes() {
        return devices.pooled().bytes();
    }

    /** Whether MLink says where models are loaded, or how often; otherwise their configurations do. */
    public boolean placed() {
        return devices.divided()
                || models.stream().anyMatch(model -> model.instances().isPresent());
    }

    /** The model of that name. */
    public Optional<ModelSpec> model(String model) {
        return models.stream().filter(spec -> spec.name().equals(model)).findFirst();
    }

    /** By model, the largest disagreement, where one is declared. */
    public Map<String, Double> maxDisagreements() {
        return maxDisagreements(models.stream());
    }

    /** The same of those models that answer nothing where their predictions are not certified. */
    public Map<String, Double> refusing() {
        return maxDisagreements(
                models.stream().filter(model -> !model.confidence().escalate()));
    }

    private static Map<String, Double> maxDisagreements(Stream<ModelSpec> models) {
        Map<String, Double> declared = new HashMap<>();
        models.forEach(
                model -> model.confidence().maxDisagreement().ifPresent(most -> declared.put(model.name(), most)));
        return declared;
    }

    /** The models' names, in the order of the resource. */
    public List<String> modelNames() {
        return models.stream().map(ModelSpec::name).toList();
    }
}
