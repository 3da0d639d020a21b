package dev.mlink.runtime.protocol;

import java.util.List;

/**
 * How this server introduces itself.
 *
 * @param extensions of the protocol that are answered, by Triton's names for them
 */
public record ServerDescription(String name, String version, List<String> extensions) {

    /** The link-runtime of this version. */
    public static ServerDescription ofVersion(String version) {
        return new ServerDescription(
                "mlink",
                version,
                List.of(
                        "classification",
                        "sequence",
                        "model_configuration",
                        "binary_tensor_data",
                        "parameters",
                        "statistics"));
    }
}
