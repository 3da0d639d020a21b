package dev.mlink.api.v1alpha1.spec;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.mlink.api.v1alpha1.ApiObject;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Optional;

/**
 * How a prediction is scored against the model's own exact output.
 *
 * @param tolerance for WithinTolerance half-width in the output's own unit; for WordAccuracy the word error rate up to which
 *     an answer agrees, null for the same words; null for the others
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
public record MetricSpec(
        @Required @JsonPropertyDescription("The score.") MetricType type,
        @Min(value = 0, inclusive = false)
                @JsonPropertyDescription(
                        "For WithinTolerance: half-width in the output's unit. For WordAccuracy: the word error rate up to"
                                + " which an answer agrees; the same words when absent.")
                Double tolerance) {

    /** The metric that a task has when none is declared; 0.5 is the tolerance of a count. */
    public static MetricSpec of(Task task) {
        return switch (task) {
            case SINGLE_LABEL -> new MetricSpec(MetricType.ACCURACY, null);
            case MULTI_LABEL -> new MetricSpec(MetricType.JACCARD, null);
            case REGRESSION -> new MetricSpec(MetricType.WITHIN_TOLERANCE, 0.5);
            case BOUNDING_BOX -> new MetricSpec(MetricType.IOU, null);
            case TEXT -> new MetricSpec(MetricType.WORD_ACCURACY, null);
        };
    }

    /** Up to which difference an answer agrees, as {@code tolerance} says; empty where none is declared. */
    public Optional<Double> declaredTolerance() {
        return Optional.ofNullable(tolerance);
    }
}
