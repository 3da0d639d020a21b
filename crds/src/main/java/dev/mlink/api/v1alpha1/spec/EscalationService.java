package dev.mlink.api.v1alpha1.spec;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.mlink.api.v1alpha1.ApiObject;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/**
 * A Kubernetes Service in front of a Triton that is not driven, in the group's namespace. Ports are those of the pods
 * behind it.
 */
@ApiObject
public record EscalationService(
        @Required
                @Size(min = 1, max = 63)
                @ValidationRule(
                        value = "self.matches('^[a-z]([-a-z0-9]*[a-z0-9])?$')",
                        message =
                                "write the name of a Service in this namespace: a-z, 0-9 and '-', starting with a letter")
                @JsonPropertyDescription("Name of the Service.")
                String name,
        @Default("8001") @Min(1) @Max(65535) @JsonPropertyDescription("Triton's gRPC port.") Integer grpcPort,
        @Default("8000") @Min(1) @Max(65535) @JsonPropertyDescription("Triton's HTTP port.") Integer httpPort) {

    public EscalationService {
        grpcPort = grpcPort == null ? 8001 : grpcPort;
        httpPort = httpPort == null ? 8000 : httpPort;
    }
}
