package dev.mlink.operator.group.spec;

import java.time.Instant;
import java.util.Map;

/**
 * What a test came to whether predictors still hold; see {@code mlink.admin.v1alpha1.DriftReport}.
 *
 * @param training whose predictors were tested
 * @param profile on whose audit samples
 * @param since when the newest sample arrived that the training saw
 * @param samples audit samples that are newer
 * @param losses by model that does worse than chance explains
 * @param untested why nothing could be told; empty where it was
 */
public record Drift(
        String training,
        String profile,
        Instant since,
        int samples,
        Map<String, Loss> losses,
        String untested,
        Instant testedAt) {

    /**
     * @param certified performance on the samples that certified the predictor
     * @param audited performance of the same predictor on newer audit samples
     */
    public record Loss(double certified, double audited) {}

    public Drift {
        losses = Map.copyOf(losses);
    }

    /** Whether some model is predicted worse than it was certified. */
    public boolean found() {
        return !losses.isEmpty();
    }
}
