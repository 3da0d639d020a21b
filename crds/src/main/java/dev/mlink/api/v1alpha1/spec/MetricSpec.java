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
 * @param tolerance for WithinTolerance half-width in the output's own unit; for WordAccuracy the word error rate up to which
 *     an answer agrees, null for the same words; null for the others
 * @param overlap from which a box agrees, for IoU only; null otherwise
 */
@ApiObject
@ValidationRule(
        value =
                "self.type == 'WithinTolerance' ? has(self.tolerance)"
                        + " : self.type == 'WordAccuracy' ? !has(self.tolerance) || self.tolerance < 1.0 : !has(self.tolerance)",
        messageExpression = "self.type == 'WithinTolerance'"
                + " ? 'WithinTolerance needs the tolerance in the output\\'s own unit: write tolerance: 0.5 for counts'"
                + " : self.type == 'WordAccuracy'"
                + " ? 'the tolerance of WordAccuracy is a word error rate: write a number below 1, such as 0.2'"
                + " : 'tolerance belongs to WithinTolerance and WordAccuracy: remove it from the metric ' + self.type",
        fieldPath = ".tolerance")
@ValidationRule(
        value = "self.type == 'IoU' || !has(self.overlap)",
        messageExpression = "'overlap belongs to IoU: remove it from the metric ' + self.type",
        fieldPath = ".overlap")
public record MetricSpec(
        @Required @JsonPropertyDescription("The score.") MetricType type,
        @Min(value = 0, inclusive = false)
                @JsonPropertyDescription(
                        "For WithinTolerance: half-width in the output's unit. For WordAccuracy: the word error rate up to"
                                + " which an answer agrees; the same words when absent.")
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
            case TEXT -> new MetricSpec(MetricType.WORD_ACCURACY, null, null);
        };
    }

    /** Up to which difference an answer agrees, as {@code tolerance} says; empty where none is declared. */
    public Optional<Double> declaredTolerance() {
        return Optional.ofNullable(tolerance);
    }

    /** The overlap from which a box agrees; empty unless one is declared. */
    public Optional<Double> leastOverlap() {
        return Optional.ofNullable(overlap);
    }
}
