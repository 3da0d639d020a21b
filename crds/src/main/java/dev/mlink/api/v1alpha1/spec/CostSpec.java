package dev.mlink.api.v1alpha1.spec;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.mlink.api.v1alpha1.ApiObject;
import io.fabric8.crd.generator.annotation.SchemaFrom;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Quantity;

/** What a model takes while it is loaded, as its user knows it. */
@ApiObject
public record CostSpec(
        @Required
                @SchemaFrom(type = String.class)
                @ValidationRule(
                        value = "isQuantity(self) && quantity(self).isGreaterThan(quantity('0'))",
                        message = "write the memory that the model takes while loaded, above zero, such as 400Mi")
                @JsonPropertyDescription("Memory while loaded, as a quantity such as 4600Mi.")
                Quantity memory) {

    /** The memory in bytes. */
    public long bytes() {
        return memory.getNumericalAmount().longValue();
    }
}
