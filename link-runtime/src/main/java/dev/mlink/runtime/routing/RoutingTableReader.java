package dev.mlink.runtime.routing;

import dev.mlink.admin.v1alpha1.PredictorKind;
import dev.mlink.runtime.routing.ModelRoute.State;
import dev.mlink.runtime.store.Digest;
import dev.mlink.triton.TritonAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds a table from the operator's message; whatever is wrong is named with what to write instead. */
public final class RoutingTableReader {
    private static final int FORMAT = 1;

    private final ConfidenceRuleReader rules = new ConfidenceRuleReader();

    /** The newest format this version reads. */
    public int format() {
        return FORMAT;
    }

    /** @throws IllegalArgumentException naming the field, its value and what to write instead */
    public RoutingTable read(dev.mlink.admin.v1alpha1.RoutingTable message) {
        require(message.getFormat() == FORMAT, "format is " + message.getFormat() + "; this version reads " + FORMAT);
        require(!message.getGroup().isEmpty(), "group is empty; write the group's name");
        require(!message.getGroupUid().isEmpty(), "group_uid is empty; write the UID of the group's resource");
        require(message.getEpoch() > 0, "epoch is " + message.getEpoch() + "; write a number from 1");
        Map<String, Endpoint> endpoints = new LinkedHashMap<>();
        message.getEndpointsList().forEach(endpoint -> add(endpoints, "endpoint", endpoint.getName(), read(endpoint)));
        message.getEscalationList().forEach(endpoint -> add(endpoints, "endpoint", endpoint.getName(), read(endpoint)));
        Map<String, ModelRoute> models = new LinkedHashMap<>();
        message.getModelsList().forEach(route -> add(models, "model", route.getModel(), read(route)));
        RoutingTable table = new RoutingTable(
                message.getGroup(),
                message.getGroupUid(),
                message.getEpoch(),
                endpoints,
                models,
                message.getEscalationList().stream()
                        .map(dev.mlink.admin.v1alpha1.Endpoint::getName)
                        .toList());
        require(!models.isEmpty(), "models is empty; write one route for each model of the group");
        require(
                !models.containsKey(table.group()),
                "a model is named '" + table.group() + "' like the group; rename one");
        models.values().forEach(route -> requireConsistent(table, route));
        return table;
    }

    private static Endpoint read(dev.mlink.admin.v1alpha1.Endpoint endpoint) {
        return new Endpoint(
                endpoint.getName(),
                TritonAddress.parse(endpoint.getGrpcAddress()),
                TritonAddress.parse(endpoint.getHttpAddress()));
    }

    private ModelRoute read(dev.mlink.admin.v1alpha1.ModelRoute route) {
        boolean known = !route.getConfig().isEmpty() && !route.getMetadata().isEmpty();
        return new ModelRoute(
                route.getModel(),
                state(route),
                route.getInputsMap(),
                route.getOutput().getTensor(),
                route.getVersion(),
                known ? Optional.of(ModelSignature.parse(route.getConfig(), route.getMetadata())) : Optional.empty(),
                route.getEndpointsList(),
                predictor(route),
                route.getReason(),
                rules.read(route),
                route.hasLast() ? Optional.of(rules.last(route)) : Optional.empty());
    }

    private static State state(dev.mlink.admin.v1alpha1.ModelRoute route) {
        return switch (route.getState()) {
            case EXACT -> State.EXACT;
            case PREDICTED -> State.PREDICTED;
            case UNAVAILABLE -> State.UNAVAILABLE;
            case ROUTE_UNSPECIFIED, UNRECOGNIZED -> throw new IllegalArgumentException("state of model '"
                    + route.getModel() + "' is " + route.getState() + "; write EXACT, PREDICTED or UNAVAILABLE");
        };
    }

    private Optional<PredictorReference> predictor(dev.mlink.admin.v1alpha1.ModelRoute route) {
        if (!route.hasPredictor()) {
            return Optional.empty();
        }
        dev.mlink.admin.v1alpha1.Predictor predictor = route.getPredictor();
        boolean prior = predictor.getKind() == PredictorKind.PRIOR;
        require(
                predictor.getKind() != PredictorKind.LAST,
                "predictor of model '" + route.getModel()
                        + "' is LAST, which does not answer every request; write what does, and LAST as the route's `last`");
        require(
                prior == predictor.getSourcesList().isEmpty(),
                "predictor of model '" + route.getModel() + "' is " + predictor.getKind() + " with sources "
                        + predictor.getSourcesList() + "; a PRIOR has none, a LINK one, an ENSEMBLE some");
        return Optional.of(new PredictorReference(
                predictor.getSourcesList(),
                new Digest(predictor.getArtifact()),
                predictor.getPerformance(),
                rules.calibration(route)));
    }

    private static void requireConsistent(RoutingTable table, ModelRoute route) {
        String model = "model '" + route.model() + "'";
        boolean answered = route.state() != State.UNAVAILABLE;
        require(
                !answered || route.signature().isPresent(),
                "config or metadata of " + model + " is empty; write Triton's");
        require(
                (route.state() == State.EXACT) != route.endpoints().isEmpty(),
                model + " is " + route.state() + " on endpoints " + route.endpoints()
                        + "; EXACT needs one, others have none");
        require(
                table.endpoints().keySet().containsAll(route.endpoints()),
                model + " is on endpoints " + route.endpoints() + "; the table has "
                        + table.endpoints().keySet());
        require(
                route.state() != State.PREDICTED || route.predictor().isPresent(),
                model + " is PREDICTED without a predictor; write one, or UNAVAILABLE with a reason");
        require(
                route.last().isEmpty() || route.predictor().isPresent(),
                model + " has last exact values without a predictor; write what answers where there is none");
        require(
                answered || !route.reason().isEmpty(),
                model + " is UNAVAILABLE without a reason; write a sentence for clients");
        route.predictor().ifPresent(predictor -> requireExactSources(table, route, predictor.sources()));
        route.signature().ifPresent(signature -> requireTensors(route, signature));
    }

    private static void requireExactSources(RoutingTable table, ModelRoute route, List<String> sources) {
        for (String source : sources) {
            boolean exact = table.model(source)
                    .filter(candidate -> candidate.state() == State.EXACT)
                    .isPresent();
            require(
                    exact && !source.equals(route.model()),
                    "source '" + source + "' of model '" + route.model() + "' is not another EXACT model of the table");
        }
    }

    private static void requireTensors(ModelRoute route, ModelSignature signature) {
        signature
                .inputs()
                .forEach(input -> require(
                        route.inputs().containsKey(input.name()),
                        "inputs of model '" + route.model() + "' lack its tensor '" + input.name()
                                + "'; write the group input it takes"));
        require(
                signature.output(route.output()).isPresent(),
                "output of model '" + route.model() + "' is '" + route.output() + "'; write one of "
                        + signature.outputs().stream()
                                .map(TensorSignature::name)
                                .toList());
    }

    private static <T> void add(Map<String, T> all, String what, String name, T entry) {
        require(!name.isEmpty(), "a " + what + " has no name");
        require(all.put(name, entry) == null, "two " + what + "s are named '" + name + "'; rename one");
    }

    private static void require(boolean holds, String fault) {
        if (!holds) {
            throw new IllegalArgumentException(fault);
        }
    }
}
