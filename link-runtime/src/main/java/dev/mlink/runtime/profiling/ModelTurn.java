package dev.mlink.runtime.profiling;

import dev.mlink.triton.TritonAddress;
import java.util.Map;

/**
 * One model's turn in a profile.
 *
 * @param inputs the model's tensor to the group's input
 * @param output the tensor to keep
 * @param address where the model is loaded now
 */
public record ModelTurn(String model, Map<String, String> inputs, String output, TritonAddress address) {
    public ModelTurn {
        inputs = Map.copyOf(inputs);
    }
}
