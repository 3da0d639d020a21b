package dev.mlink.operator.kubernetes;

import dev.mlink.api.v1alpha1.ModelGroup;

/** The Service whose endpoints a group drives, in its namespace. */
record DrivenService(ModelGroup group) {

    String name() {
        return group.getSpec().triton().driven(group.getMetadata().getName()).name();
    }
}
