package dev.mlink.operator.group.decision;

import dev.mlink.admin.v1alpha1.Endpoint;
import dev.mlink.admin.v1alpha1.Predictor;
import dev.mlink.operator.group.observation.Observation;
import dev.mlink.operator.group.observation.Published;
import dev.mlink.operator.group.observation.TritonEndpoint;
import dev.mlink.operator.routing.KnownModels;
import dev.mlink.operator.routing.RoutingTableBuilder;
import dev.mlink.operator.triton.ModelDescription;
import dev.mlink.triton.TritonAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Routing tables of the observed world. */
public record Tables(Observation seen) {

    /** A table without predictors, to compare with the one in force. */
    public RoutingTableBuilder frame(Map<String, Set<String>> exact) {
        return of(exact, Map.of(), "");
    }

    /** @param exact per endpoint name, the models that it answers for */
    public RoutingTableBuilder of(Map<String, Set<String>> exact, Map<String, Predictor> predictors, String training) {
        Map<String, ModelDescription> descriptions = new HashMap<>();
        seen.endpoints().forEach(endpoint -> descriptions.putAll(endpoint.descriptions()));
        return new RoutingTableBuilder(
                seen.spec(),
                endpoints(),
                exact,
                KnownModels.of(seen.published().map(Published::table), descriptions),
                predictors,
                training);
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

    private static Endpoint endpoint(TritonEndpoint triton) {
        return Endpoint.newBuilder()
                .setName(triton.name())
                .setGrpcAddress(triton.grpc().toString())
                .setHttpAddress(new TritonAddress(triton.grpc().host(), triton.httpPort()).toString())
                .build();
    }
}
