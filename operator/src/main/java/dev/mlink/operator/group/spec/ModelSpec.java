package dev.mlink.operator.group.spec;

import dev.mlink.admin.v1alpha1.Output;
import java.util.Map;
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
 * @param declaredBytes the memory it takes while loaded, when the user says so
 */
public record ModelSpec(
        String name,
        Map<String, String> inputs,
        Output output,
        double weight,
        boolean pinned,
        OptionalDouble minPerformance,
        ConfidenceSpec confidence,
        OptionalLong declaredBytes) {

    public ModelSpec {
        inputs = Map.copyOf(inputs);
    }
}
