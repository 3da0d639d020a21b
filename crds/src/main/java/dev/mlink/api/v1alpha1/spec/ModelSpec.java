package dev.mlink.api.v1alpha1.spec;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.mlink.api.v1alpha1.ApiObject;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Map;
import java.util.Optional;

/** One black box of the group. */
@ApiObject
@ValidationRule(
        value =
                "!has(self.metric) || self.metric.type in {'SingleLabel': ['Accuracy'], 'MultiLabel': ['Jaccard', 'ExactSet'],"
                        + " 'Regression': ['WithinTolerance'], 'BoundingBox': ['IoU'], 'Text': ['WordAccuracy']}[self.output.task]",
        messageExpression = "'metric ' + self.metric.type + ' does not score the task ' + self.output.task + ': write '"
                + " + {'SingleLabel': 'Accuracy', 'MultiLabel': 'Jaccard or ExactSet', 'Regression': 'WithinTolerance',"
                + " 'BoundingBox': 'IoU', 'Text': 'WordAccuracy'}[self.output.task]",
        fieldPath = ".metric")
public record ModelSpec(
        @Required
                @Size(min = 1, max = 253)
                @ValidationRule(
                        value = "self.matches('^[^/[:cntrl:]]+$') && self != '.' && self != '..'",
                        message =
                                "write the model's directory name in Triton's repository: no '/', no control characters")
                @JsonPropertyDescription("The model's name in Triton's repository.")
                String name,
        @Size(max = 16)
                @JsonPropertyDescription(
                        "The model's input tensor to the group's input; one that is absent keeps its name.")
                Map<@Size(max = 253) String, @Size(min = 1, max = 253) String> inputs,
        @Required @JsonPropertyDescription("The output that links lead to and from.") OutputSpec output,
        @JsonPropertyDescription(
                        "How predictions are scored. Default: Accuracy, Jaccard, WithinTolerance 0.5, IoU or WordAccuracy, by task.")
                MetricSpec metric,
        @Default("1") @Min(value = 0, inclusive = false) @Max(1000) @JsonPropertyDescription("Share in the objective.")
                Double weight,
        @Default("false") @JsonPropertyDescription("Always active.") Boolean pinned,
        @Min(0) @Max(1) @JsonPropertyDescription("Active rather than predicted below this performance, in [0, 1].")
                Double minPerformance,
        @Min(0)
                @Max(1)
                @JsonPropertyDescription(
                        "Predictions that agree with the model's own output less probably are not given out, in [0, 1].")
                Double minConfidence,
        @Min(value = 0, inclusive = false)
                @Max(value = 0.5, inclusive = false)
                @JsonPropertyDescription(
                        "Only predictions are given out that are certified to disagree no more often, above 0 and below 0.5.")
                Double maxDisagreement,
        @Default("false")
                @JsonPropertyDescription("What is not given out is executed on the Triton of spec.escalation.")
                Boolean escalate,
        @JsonPropertyDescription("What the model takes while loaded; measured when absent.") CostSpec cost,
        @JsonPropertyDescription("How often it is loaded while it is active; as its configuration says when absent.")
                InstancesSpec instances) {

    public ModelSpec {
        inputs = inputs == null ? Map.of() : Map.copyOf(inputs);
        weight = weight == null ? 1.0 : weight;
        pinned = pinned != null && pinned;
        escalate = escalate != null && escalate;
    }

    /** The declared metric, or the task's own. */
    public MetricSpec scoredBy() {
        return Optional.ofNullable(metric).orElseGet(() -> MetricSpec.of(output.task()));
    }

    /** The performance below which the model has to be active. */
    public Optional<Double> leastPerformance() {
        return Optional.ofNullable(minPerformance);
    }

    /** The confidence that a prediction must reach to be given out. */
    public Optional<Double> leastConfidence() {
        return Optional.ofNullable(minConfidence);
    }

    /** The rate of disagreement that predictions must be certified to keep. */
    public Optional<Double> mostDisagreement() {
        return Optional.ofNullable(maxDisagreement);
    }

    /** Declared memory in bytes; empty when it is to be measured. */
    public Optional<Long> declaredBytes() {
        return Optional.ofNullable(cost).map(CostSpec::bytes);
    }

    /** How often it is loaded; empty when its configuration decides. */
    public Optional<InstancesSpec> declaredInstances() {
        return Optional.ofNullable(instances);
    }

    /** The group's input that feeds this tensor of the model. */
    public String groupInput(String tensor) {
        return inputs.getOrDefault(tensor, tensor);
    }
}
