package dev.mlink.api.v1alpha1.spec;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.mlink.api.v1alpha1.ApiObject;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** How the ports of clients, gRPC and HTTP, are encrypted. */
@ApiObject
public record RuntimeTlsSpec(
        @Required
                @Size(min = 1, max = 253)
                @JsonPropertyDescription("Secret in this namespace with tls.crt and tls.key, as cert-manager writes it;"
                        + " followed when it is renewed.")
                String secretName,
        @Default("false")
                @JsonPropertyDescription("Whether clients must show a certificate that leads to ca.crt of the Secret.")
                Boolean clientCertificates) {

    public RuntimeTlsSpec {
        clientCertificates = clientCertificates != null && clientCertificates;
    }
}
