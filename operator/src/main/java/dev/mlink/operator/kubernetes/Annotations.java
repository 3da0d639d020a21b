package dev.mlink.operator.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;

/** Annotations by which a user asks for something once. */
public record Annotations(KubernetesClient client) {

    /** Takes one away, whatever else has changed on the object meanwhile. */
    public void remove(HasMetadata object, String annotation) {
        client.resource(object)
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"metadata\":{\"annotations\":{\"" + annotation + "\":null}}}");
    }
}
