package dev.mlink.operator.routing;

import dev.mlink.admin.v1alpha1.Endpoint;
import dev.mlink.admin.v1alpha1.EvaluateResponse;
import dev.mlink.admin.v1alpha1.ModelRoute;
import dev.mlink.admin.v1alpha1.RouteState;
import dev.mlink.admin.v1alpha1.RoutingTable;
import dev.mlink.operator.group.spec.GroupSpec;
import dev.mlink.operator.group.spec.ModelSpec;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Builds routing tables: a model is exact on the endpoints that have it, predicted where something predicts it from
 * what is exact, and unavailable with a sentence otherwise.
 *
 * @param escalation Tritons that are not driven, for what is not confident enough
 * @param exact per endpoint name, the models that it answers for
 * @param predicted what answers for models that are not executed; for exact ones what answers when every endpoint is gone
 * @param training whose predictors these are; empty before the first
 */
public record RoutingTableBuilder(
        GroupSpec spec,
        List<Endpoint> endpoints,
        List<Endpoint> escalation,
        Map<String, Set<String>> exact,
        KnownModels known,
        Map<String, EvaluateResponse.Target> predicted,
        String training) {

    private static final int FORMAT = 1;

    /** The table with that number. */
    public RoutingTable build(long epoch) {
        return RoutingTable.newBuilder()
                .setFormat(FORMAT)
                .setGroup(spec.name())
                .setGroupUid(spec.uid())
                .setEpoch(epoch)
                .addAllEndpoints(endpoints)
                .addAllEscalation(escalation)
                .addAllModels(spec.models().stream().map(this::route).toList())
                .setTraining(training)
                .build();
    }

    /**
     * Whether a table in force says the same about everything that can be told without asking for predictors: then
     * nothing has to be published.
     */
    public boolean agreesWith(RoutingTable inForce) {
        return frame(build(0)).equals(frame(inForce));
    }

    private static RoutingTable frame(RoutingTable table) {
        RoutingTable.Builder frame = table.toBuilder().setEpoch(0).clearTraining();
        frame.getModelsBuilderList().forEach(route -> {
            route.clearPredictor().clearLast().clearCertificate().clearReason();
            if (route.getState() != RouteState.EXACT) {
                route.clearState();
            }
        });
        return frame.build();
    }

    private ModelRoute route(ModelSpec model) {
        List<String> holders = endpoints.stream()
                .map(Endpoint::getName)
                .filter(name -> exact.getOrDefault(name, Set.of()).contains(model.name()))
                .toList();
        ModelRoute.Builder route = ModelRoute.newBuilder()
                .setModel(model.name())
                .setOutput(model.output())
                .addAllEndpoints(holders)
                .putAllInputs(inputs(model));
        known.find(model.name()).ifPresent(entry -> route.setVersion(entry.version())
                .setConfig(entry.config())
                .setMetadata(entry.metadata()));
        new ConfidenceRoute(model.confidence()).describe(route);
        if (predicted.containsKey(model.name())) {
            EvaluateResponse.Target target = predicted.get(model.name());
            route.setPredictor(target.getPredictor());
            if (target.hasLast()) {
                route.setLast(target.getLast());
            }
            new ConfidenceRoute(model.confidence()).certify(route, target);
        }
        if (!holders.isEmpty()) {
            return route.setState(RouteState.EXACT).build();
        }
        // one that was never loaded cannot be answered for: nobody knows its outputs' types and shapes
        boolean answerable = route.hasPredictor() && known.find(model.name()).isPresent();
        return answerable
                ? route.setState(RouteState.PREDICTED).build()
                : route.setState(RouteState.UNAVAILABLE)
                        .setReason(reason(model))
                        .build();
    }

    /**
     * Which of the group's inputs feeds each of a model's tensors: one that the resource does not name is fed by the
     * input of the same name. Complete once the model was loaded.
     */
    public Map<String, String> inputs(ModelSpec model) {
        Map<String, String> inputs = new TreeMap<>();
        known.find(model.name()).ifPresent(entry -> entry.inputs().forEach(tensor -> inputs.put(tensor, tensor)));
        inputs.putAll(model.inputs());
        return inputs;
    }

    private String reason(ModelSpec model) {
        return "model '" + model.name() + "' of group '" + spec.name()
                + "' is not loaded, and nothing predicts it yet: "
                + "links are learned once " + spec.samples() + " samples of live traffic are profiled; "
                + "`kubectl describe mg " + spec.name() + "` tells how far that is";
    }
}
