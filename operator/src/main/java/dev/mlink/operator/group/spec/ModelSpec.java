package dev.mlink.operator.group.spec;

import dev.mlink.admin.v1alpha1.Output;
import dev.mlink.operator.planning.instances.InstanceRange;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * One model of a group.
 *
 * @param name its name in Triton's repository
 * @param inputs its tensor -> the group's input; a tensor that is absent has the group's input of the same name
 * @param output the tensor that links lead from and to, its task and its metric
 * @param weight its share in F(A)
 * @param pinned always active
 * @param minPerformance active rather than predicted below this
 * @param confidence which of its predictions are given out
 * @param declaredBytes the memory that one instance takes while loaded, when the user says so
 * @param instances how often it may be loaded; empty: as its configuration says, and once where devices are named
 */
public record ModelSpec(
        String name,
        Map<String, String> inputs,
        Output output,
        double weight,
        boolean pinned,
        OptionalDouble minPerformance,
        ConfidenceSpec confidence,
        OptionalLong declaredBytes,
        Optional<InstanceRange> instances) {

    public ModelSpec {
        inputs = Map.copyOf(inputs);
    }

    /** How often it is loaded where MLink says so. */
    public InstanceRange range() {
        return instances.orElse(InstanceRange.ONE);
    }
}
