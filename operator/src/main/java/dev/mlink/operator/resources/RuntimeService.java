package dev.mlink.operator.resources;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;

/** Where clients reach the group: the ports of a Triton. The admin port is for the operator, pod by pod, and not here. */
public record RuntimeService(GroupNames names) {

    public Service build() {
        return new ServiceBuilder()
                .withNewMetadata()
                .withNamespace(names.namespace())
                .withName(names.runtime())
                .withLabels(names.labels(GroupNames.RUNTIME_COMPONENT))
                .endMetadata()
                .withNewSpec()
                .withSelector(names.labels(GroupNames.RUNTIME_COMPONENT))
                .addNewPort()
                .withName("grpc")
                .withPort(RuntimeDeployment.GRPC)
                .withNewTargetPort("grpc")
                .withAppProtocol("grpc")
                .endPort()
                .addNewPort()
                .withName("http")
                .withPort(RuntimeDeployment.HTTP)
                .withNewTargetPort("http")
                .endPort()
                .endSpec()
                .build();
    }
}
