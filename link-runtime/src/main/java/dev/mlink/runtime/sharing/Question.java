package dev.mlink.runtime.sharing;

import dev.mlink.triton.tensor.Tensor;
import java.util.Map;

/**
 * What a model is to be executed on. The {@code id} of a request is no part of it.
 *
 * @param table the routing table in force, by group UID and epoch: another one may mean another model
 * @param version that the table has
 * @param inputs by name, their bytes in Triton's raw form: two are the same if name, datatype, shape and bytes are
 * @param held bytes that stay in memory with the inputs, which are parts of a request
 */
public record Question(
        String table, String model, String version, Caller caller, Map<String, Tensor> inputs, long held) {
    public Question {
        inputs = Map.copyOf(inputs);
    }
}
