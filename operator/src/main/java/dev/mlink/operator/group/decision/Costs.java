package dev.mlink.operator.group.decision;

import dev.mlink.operator.group.spec.GroupMemory;
import dev.mlink.operator.group.spec.GroupSpec;
import dev.mlink.operator.group.spec.MeasuredCost;
import dev.mlink.operator.group.spec.ModelSpec;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** What one instance of each model takes while loaded: a declared cost wins over a measured one. */
public record Costs(GroupSpec spec, GroupMemory memory) {

    public OptionalLong bytes(ModelSpec model) {
        if (model.declaredBytes().isPresent()) {
            return model.declaredBytes();
        }
        return Optional.ofNullable(memory.costs().get(model.name()))
                .map(MeasuredCost::bytes)
                .filter(bytes -> bytes > 0)
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }

    /** What it takes at least while it is active: as many instances as it must have. */
    public OptionalLong least(ModelSpec model) {
        OptionalLong one = bytes(model);
        return one.isPresent() ? OptionalLong.of(one.getAsLong() * model.range().min()) : one;
    }

    /** One instance of every model whose cost is known. */
    public Map<String, Long> known() {
        Map<String, Long> known = new TreeMap<>();
        spec.models().forEach(model -> bytes(model).ifPresent(bytes -> known.put(model.name(), bytes)));
        return known;
    }
}
