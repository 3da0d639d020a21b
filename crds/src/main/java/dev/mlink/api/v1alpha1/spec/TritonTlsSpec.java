package dev.mlink.api.v1alpha1.spec;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.mlink.api.v1alpha1.ApiObject;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.Optional;

/** How the gRPC port of the user's Triton is encrypted. */
@ApiObject
public record TritonTlsSpec(
        @Required
                @Size(min = 1, max = 253)
                @JsonPropertyDescription(
                        "Secret in this namespace with ca.crt, which Triton's certificate must lead to, and with tls.crt"
                                + " and tls.key where Triton asks for a certificate; followed when it is renewed.")
                String secretName,
        @Size(min = 1, max = 253)
                @JsonPropertyDescription(
                        "The name that Triton's certificate must bear; name.namespace.svc of the Service when absent.")
                String serverName) {

    /** The declared name; empty for that of the Service. */
    public Optional<String> ownServerName() {
        return Optional.ofNullable(serverName);
    }
}
