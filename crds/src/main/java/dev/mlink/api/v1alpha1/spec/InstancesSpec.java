package dev.mlink.api.v1alpha1.spec;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.mlink.api.v1alpha1.ApiObject;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Optional;

/** How often a model is loaded while it is active. */
@ApiObject
@ValidationRule(
        value = "!has(self.max) || self.max >= self.min",
        message = "max is below min: write a max of at least min, or leave it out",
        fieldPath = ".max")
public record InstancesSpec(
        @Default("1")
                @Min(1)
                @Max(64)
                @JsonPropertyDescription("Instances that it has at least; they count as its cost.")
                Integer min,
        @Min(1)
                @Max(64)
                @JsonPropertyDescription(
                        "Instances that it has at most, where memory is left and requests wait; min when absent.")
                Integer max) {

    public InstancesSpec {
        min = min == null ? 1 : min;
    }

    /** The largest number of instances. */
    public int most() {
        return Optional.ofNullable(max).orElse(min);
    }
}
