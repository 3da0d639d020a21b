package dev.mlink.operator.group.decision;

import dev.mlink.admin.v1alpha1.Endpoint;
import dev.mlink.admin.v1alpha1.EvaluateResponse;
import dev.mlink.operator.group.observation.Observation;
import dev.mlink.operator.group.observation.TritonEndpoint;
import dev.mlink.operator.routing.KnownModels;
import dev.mlink.operator.routing.RoutingTableBuilder;
import dev.mlink.triton.TritonAddress;
import dev.mlink.triton.wire.ModelConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Routing tables of the observed world. */
public record Tables(Observation seen) {

    /** A table without predictors, to compare with the one in force. */
    public RoutingTableBuilder frame(Map<String, Set<String>> exact) {
        return of(exact, Map.of(), "");
    }

    /**
     * @param exact per endpoint name, the models that it answers for
     * @param predicted by model, what answers while it is not executed
     */
    public RoutingTableBuilder of(
            Map<String, Set<String>> exact, Map<String, EvaluateResponse.Target> predicted, String training) {
        return new RoutingTableBuilder(
                seen.spec(), endpoints(), escalation(), exact, seen.knownModels(), predicted, training);
    }

    /** A model's configuration, also while it is not loaded; empty before it was loaded for the first time. */
    public Optional<ModelConfig> known(String model) {
        return seen.knownModels().find(model).map(KnownModels.Entry::configuration);
    }

    /** The number that follows every number that anybody has seen. */
    public long nextEpoch() {
        long table =
                seen.published().map(published -> published.table().getEpoch()).orElse(0L);
        long pods = seen.pods().stream()
                .mapToLong(pod -> pod.epoch(seen.spec().uid()))
                .max()
                .orElse(0);
        return Math.max(table, pods) + 1;
    }

    private List<Endpoint> endpoints() {
        return seen.endpoints().stream().map(Tables::endpoint).toList();
    }

    /** One that the group drives too has no more room than the others. */
    private List<Endpoint> escalation() {
        Set<String> driven = seen.endpoints().stream().map(TritonEndpoint::name).collect(Collectors.toSet());
        return seen.escalation().stream()
                .filter(large -> !driven.contains(large.name()))
                .map(large -> endpoint(large.name(), large.grpc(), large.http()))
                .toList();
    }

    private static Endpoint endpoint(TritonEndpoint triton) {
        return endpoint(
                triton.name(), triton.grpc(), new TritonAddress(triton.grpc().host(), triton.httpPort()));
    }

    private static Endpoint endpoint(String name, TritonAddress grpc, TritonAddress http) {
        return Endpoint.newBuilder()
                .setName(name)
                .setGrpcAddress(grpc.toString())
                .setHttpAddress(http.toString())
                .build();
    }
}
