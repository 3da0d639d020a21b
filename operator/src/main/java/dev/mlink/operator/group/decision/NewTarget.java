package dev.mlink.operator.group.decision;

import dev.mlink.operator.group.observation.Observation;
import dev.mlink.operator.group.observation.TritonEndpoint;
import dev.mlink.operator.group.spec.GroupMemory;
import dev.mlink.operator.triton.ModelState;
import java.util.Optional;
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
        Optional<GroupMemory.Target> same =
                seen.memory().target().filter(before -> before.models().equals(models));
        return new GroupMemory.Target(
                models,
                leaving,
                reason,
                same.map(GroupMemory.Target::moved).orElseGet(() -> moved(models)),
                same.map(GroupMemory.Target::since).orElse(seen.now()),
                same.flatMap(GroupMemory.Target::ended));
    }

    /** What is in one of the two sets, and not in both. */
    private Set<String> moved(Set<String> models) {
        Set<String> before =
                seen.memory().target().map(GroupMemory.Target::models).orElse(Set.of());
        Set<String> moved = new TreeSet<>(models);
        moved.addAll(before);
        moved.removeIf(model -> models.contains(model) && before.contains(model));
        return moved;
    }

    private boolean gone(String model) {
        return seen.endpoints().stream()
                .filter(TritonEndpoint::reachable)
                .allMatch(endpoint -> endpoint.state(model) == ModelState.UNLOADED);
    }
}
