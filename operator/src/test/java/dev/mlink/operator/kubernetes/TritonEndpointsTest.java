package dev.mlink.operator.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;

class TritonEndpointsTest {

    /** As the API server writes it, whenever the last pod behind a Service has gone. */
    @Test
    void aServiceWithoutPodsHasNoEndpoints() {
        EndpointSlice slice = Serialization.unmarshal(
                """
                apiVersion: discovery.k8s.io/v1
                kind: EndpointSlice
                metadata: {name: digits-runtime-p9hgp}
                addressType: IPv4
                endpoints: null
                ports: null
                """,
                EndpointSlice.class);

        assertThat(TritonEndpoints.of(slice)).isEmpty();
    }
}
