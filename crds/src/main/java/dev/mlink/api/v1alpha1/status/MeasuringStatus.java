package dev.mlink.api.v1alpha1.status;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.mlink.api.v1alpha1.ApiObject;
import io.fabric8.crd.generator.annotation.SchemaFrom;
import io.fabric8.generator.annotation.Required;
import io.fabric8.kubernetes.api.model.Quantity;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A measurement under way: the server without the model, then with it. */
@ApiObject
public record MeasuringStatus(
        @Required @JsonPropertyDescription("The model's name in Triton's repository.") String model,
        @SchemaFrom(type = String.class) @JsonPropertyDescription("Memory without the model, once it is read.")
                Quantity baseline,
        @JsonPropertyDescription("From when on a reading belongs to the present step.") Instant since) {

    public MeasuringStatus {
        since = since == null ? null : since.truncatedTo(ChronoUnit.SECONDS);
    }
}
