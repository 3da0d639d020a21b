package dev.mlink.operator.group.decision;

import dev.mlink.operator.group.observation.Observation;
import dev.mlink.operator.group.observation.TritonEndpoint;
import dev.mlink.operator.group.spec.GroupMemory;
import dev.mlink.operator.triton.ModelState;
import java.util.Set;
import java.util.TreeSet;

/** The target that follows the present one. */
public record NewTarget(Observation seen) {

    /** Models that left the group go on being ours until they are unloaded; the same set goes on since when it was new. */
    public GroupMemory.Target of(Set<String> models, String reason) {
        Set<String> leaving = new TreeSet<>();
        seen.memory().target().ifPresent(before -> {
            leaving.addAll(before.leaving());
            leaving.addAll(before.models());
        });
        leaving.removeAll(seen.spec().modelNames());
        leaving.removeIf(this::gone);
        return new GroupMemory.Target(
                models,
                leaving,
                reason,
                seen.memory()
                        .target()
                        .filter(before -> before.models().equals(models))
                        .map(GroupMemory.Target::since)
                        .orElse(seen.now()));
    }

    private boolean gone(String model) {
        return seen.endpoints().stream()
                .filter(TritonEndpoint::reachable)
                .allMatch(endpoint -> endpoint.state(model) == ModelState.UNLOADED);
    }
}
