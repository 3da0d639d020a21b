package dev.mlink.operator.triton;

import java.util.List;

/**
 * One model in Triton's repository index.
 *
 * @param model its name in the repository
 * @param state over all its versions
 * @param reason Triton's sentence for {@link ModelState#FAILED} and {@link ModelState#UNKNOWN}, else empty
 * @param readyVersions the versions that answer, ascending
 */
public record ModelStatus(String model, ModelState state, String reason, List<String> readyVersions) {
    public ModelStatus {
        readyVersions = List.copyOf(readyVersions);
    }
}
