package dev.mlink.operator.resources;

import dev.mlink.api.v1alpha1.spec.TritonService;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;

/** The Service in front of the servers of a group's own Triton; it has no address, for each server is driven by itself. */
record ManagedTritonService(GroupNames names, TritonService ports) {

    Service build() {
        return new ServiceBuilder()
                .withNewMetadata()
                .withNamespace(names.namespace())
                .withName(ports.name())
                .withLabels(names.labels(GroupNames.TRITON_COMPONENT))
                .endMetadata()
                .withNewSpec()
                .withClusterIP("None")
                .withSelector(names.labels(GroupNames.TRITON_COMPONENT))
                .addNewPort()
                .withName("grpc")
                .withPort(ports.grpcPort())
                .endPort()
                .addNewPort()
                .withName("http")
                .withPort(ports.httpPort())
                .endPort()
                .addNewPort()
                .withName("metrics")
                .withPort(ports.metricsPort())
                .endPort()
                .endSpec()
                .build();
    }
}
