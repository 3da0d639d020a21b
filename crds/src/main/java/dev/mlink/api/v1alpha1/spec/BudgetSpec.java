package dev.mlink.api.v1alpha1.spec;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.mlink.api.v1alpha1.ApiObject;
import io.fabric8.crd.generator.annotation.SchemaFrom;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;

/** What the loaded models may take together, per Triton endpoint: in all, or on each of its GPUs. */
@ApiObject
@ValidationRule(
        value = "has(self.memory) != has(self.devices)",
        message = "write memory: 5Gi, or for several GPUs devices: [{name: \"0\", memory: 5Gi}], one of the two")
@ValidationRule(
        value = "!has(self.devices) || self.device == 'GPU'",
        message = "devices are GPUs: write device: GPU, or memory: 5Gi in place of devices",
        fieldPath = ".devices")
public record BudgetSpec(
        @Required @JsonPropertyDescription("Where memory is counted: GPU, or CPU for machines without one.")
                Device device,
        @SchemaFrom(type = String.class)
                @ValidationRule(
                        value = "isQuantity(self) && quantity(self).isGreaterThan(quantity('0'))",
                        message = "write a quantity of memory above zero, such as 640Mi or 5Gi")
                @JsonPropertyDescription("Memory for the loaded models, as a quantity such as 5Gi.")
                Quantity memory,
        @Size(min = 1, max = 16)
                @JsonPropertyDescription(
                        "Memory on each GPU, in place of memory: each active model is loaded on one of them.")
                List<DeviceBudget> devices) {

    public BudgetSpec {
        devices = devices == null ? List.of() : List.copyOf(devices);
    }

    /** The budget in bytes, of all devices together. */
    public long bytes() {
        return devices.isEmpty()
                ? memory.getNumericalAmount().longValue()
                : devices.stream().mapToLong(DeviceBudget::bytes).sum();
    }
}
