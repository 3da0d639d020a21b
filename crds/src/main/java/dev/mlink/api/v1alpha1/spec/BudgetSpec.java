package dev.mlink.api.v1alpha1.spec;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.mlink.api.v1alpha1.ApiObject;
import io.fabric8.crd.generator.annotation.SchemaFrom;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Quantity;

/** What the loaded models may take together, per Triton endpoint. */
@ApiObject
public record BudgetSpec(
        @Required @JsonPropertyDescription("Where memory is counted: GPU, or CPU for machines without one.")
                Device device,
        @Required
                @SchemaFrom(type = String.class)
                @ValidationRule(
                        value = "isQuantity(self) && quantity(self).isGreaterThan(quantity('0'))",
                        message = "write a quantity of memory above zero, such as 640Mi or 5Gi")
                @JsonPropertyDescription("Memory for the loaded models, as a quantity such as 5Gi.")
                Quantity memory) {

    /** The budget in bytes. */
    public long bytes() {
        return memory.getNumericalAmount().longValue();
    }
}
