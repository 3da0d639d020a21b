package dev.mlink.api.v1alpha1.spec;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.mlink.api.v1alpha1.ApiObject;
import io.fabric8.crd.generator.annotation.SchemaFrom;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Quantity;

/** What the models on one GPU may take together. */
@ApiObject
public record DeviceBudget(
        @Required
                @Size(min = 1, max = 3)
                @ValidationRule(
                        value = "self.matches('^(0|[1-9][0-9]*)$')",
                        message = "write the GPU's number as Triton counts them, in quotes: \"0\" for the first")
                @JsonPropertyDescription("The GPU's number as Triton counts them, such as \"0\".")
                String name,
        @Required
                @SchemaFrom(type = String.class)
                @ValidationRule(
                        value = "isQuantity(self) && quantity(self).isGreaterThan(quantity('0'))",
                        message = "write a quantity of memory above zero, such as 640Mi or 5Gi")
                @JsonPropertyDescription("Memory for the models on it, as a quantity such as 5Gi.")
                Quantity memory) {

    /** The memory in bytes. */
    public long bytes() {
        return memory.getNumericalAmount().longValue();
    }
}
