package dev.mlink.operator.kubernetes;

import dev.mlink.api.v1alpha1.ModelGroup;
import dev.mlink.api.v1alpha1.spec.TritonService;

/** The Service whose endpoints a group drives, in its namespace. */
record DrivenService(ModelGroup group) {

    String name() {
        return driven().name();
    }

    /** At which each of the endpoints answers: one address may have several Tritons. */
    int port() {
        return driven().grpcPort();
    }

    private TritonService driven() {
        return group.getSpec().triton().driven(group.getMetadata().getName());
    }
}
