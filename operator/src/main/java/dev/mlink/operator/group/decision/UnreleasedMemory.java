package dev.mlink.operator.group.decision;

import dev.mlink.operator.group.observation.TritonEndpoint;
import dev.mlink.operator.group.spec.GroupMemory;
import dev.mlink.operator.group.spec.MeasuredCost;
import dev.mlink.operator.group.spec.MeasuredCost.Unreleased;
import dev.mlink.operator.planning.placement.Devices;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What models that were unloaded have not given back, on the Tritons that are still there. */
public record UnreleasedMemory(List<TritonEndpoint> endpoints, GroupMemory memory) {

    /** By model. */
    public Map<String, Unreleased> byModel() {
        Map<String, Unreleased> kept = new TreeMap<>();
        memory.costs().forEach((model, cost) -> known(cost).ifPresent(unreleased -> kept.put(model, unreleased)));
        return kept;
    }

    /** Bytes that nobody can have on this endpoint. */
    public long on(String endpoint) {
        return byModel().values().stream()
                .filter(unreleased -> unreleased.endpoint().equals(endpoint))
                .mapToLong(Unreleased::bytes)
                .sum();
    }

    /** The same where it is worst: a set has to fit everywhere. */
    public long most() {
        return endpoints.stream()
                .mapToLong(endpoint -> on(endpoint.name()))
                .max()
                .orElse(0);
    }

    /** What is left of a budget where that is worst. Nobody says on which device the memory is: it is charged on each. */
    public Devices left(Devices budget) {
        TreeMap<String, Long> left = new TreeMap<>(budget.bytes());
        long kept = most();
        left.replaceAll((device, bytes) -> Math.max(0, bytes - kept));
        return new Devices(left);
    }

    private Optional<Unreleased> known(MeasuredCost cost) {
        return cost.unreleased().filter(unreleased -> endpoints.stream()
                .anyMatch(endpoint -> endpoint.name().equals(unreleased.endpoint())));
    }
}
