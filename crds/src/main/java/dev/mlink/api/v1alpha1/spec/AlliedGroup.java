package dev.mlink.api.v1alpha1.spec;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.mlink.api.v1alpha1.ApiObject;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** Another group that trains a link too. */
@ApiObject
public record AlliedGroup(
        @Required
                @Size(min = 1, max = 40)
                @JsonPropertyDescription("Its name, in whichever namespace; it has models of the same names.")
                String group,
        @Default("FederatedAverage") @JsonPropertyDescription("How what both learn becomes one.")
                Aggregation strategy) {

    public AlliedGroup {
        strategy = strategy == null ? Aggregation.FEDERATED_AVERAGE : strategy;
    }
}
