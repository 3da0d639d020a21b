package dev.mlink.api.v1alpha1.spec;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.mlink.api.v1alpha1.ApiObject;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Optional;

/**
 * How a prediction is scored against the model's own exact output.
 *
 * @param tolerance half-width in the output's own unit, for WithinTolerance only; null otherwise
 * @param overlap from which a box agrees, for IoU only; null otherwise
 */
@ApiObject
@ValidationRule(
        value = "self.type == 'WithinTolerance' ? has(self.tolerance) : !has(self.tolerance)",
        messageExpression = "self.type == 'WithinTolerance'"
                + " ? 'WithinTolerance needs the tolerance in the output\\'s own unit: write tolerance: 0.5 for counts'"
                + " : 'tolerance belongs to WithinTolerance: remove it from the metric ' + self.type",
        fieldPath = ".tolerance")
@ValidationRule(
        value = "self.type == 'IoU' || !has(self.overlap)",
        messageExpression = "'overlap belongs to IoU: remove it from the metric ' + self.type",
        fieldPath = ".overlap")
public record MetricSpec(
        @Required @JsonPropertyDescription("The score.") MetricType type,
        @Min(value = 0, inclusive = false)
                @JsonPropertyDescription("For WithinTolerance: half-width in the output's unit.")
                Double tolerance,
        @Min(value = 0, inclusive = false)
                @Max(1)
                @JsonPropertyDescription("For IoU: from which a box agrees, above 0 and at most 1. Default: 0.5.")
                Double overlap) {

    /** The metric that a task has when none is declared; 0.5 is the tolerance of a count. */
    public static MetricSpec of(Task task) {
        return switch (task) {
            case SINGLE_LABEL -> new MetricSpec(MetricType.ACCURACY, null, null);
            case MULTI_LABEL -> new MetricSpec(MetricType.JACCARD, null, null);
            case REGRESSION -> new MetricSpec(MetricType.WITHIN_TOLERANCE, 0.5, null);
            case BOUNDING_BOX -> new MetricSpec(MetricType.IOU, null, null);
        };
    }

    /** Half-width within which a number agrees; empty unless the metric is WithinTolerance. */
    public Optional<Double> halfWidth() {
        return Optional.ofNullable(tolerance);
    }

    /** The overlap from which a box agrees; empty unless one is declared. */
    public Optional<Double> leastOverlap() {
        return Optional.ofNullable(overlap);
    }
}
