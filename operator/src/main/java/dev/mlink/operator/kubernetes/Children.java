package dev.mlink.operator.kubernetes;

import dev.mlink.operator.resources.Fingerprint;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Objects that a group owns. Each carries a fingerprint of what was asked for, so that a pass that changes nothing
 * writes nothing, whatever defaults the API server has filled in.
 */
public record Children(KubernetesClient client, OwnerReference owner) {

    static final String DESIRED = "mlink.dev/desired";

    /** Whether somebody else's object has the name: it is not to be overwritten. */
    public boolean taken(HasMetadata desired) {
        HasMetadata found = client.resource(desired).get();
        if (found == null) {
            return false;
        }
        Map<String, String> labels =
                Optional.ofNullable(found.getMetadata().getLabels()).orElseGet(Map::of);
        return !labels.entrySet().containsAll(desired.getMetadata().getLabels().entrySet());
    }

    /** Writes the object by server-side apply; fields that others own stay theirs. */
    public void apply(HasMetadata desired) {
        String fingerprint = new Fingerprint(desired).text();
        Map<String, String> annotations = new HashMap<>();
        if (desired.getMetadata().getAnnotations() != null) {
            annotations.putAll(desired.getMetadata().getAnnotations());
        }
        annotations.put(DESIRED, fingerprint);
        desired.getMetadata().setAnnotations(annotations);
        desired.getMetadata().setOwnerReferences(List.of(owner));
        client.resource(desired)
                .patch(new PatchContext.Builder()
                        .withPatchType(PatchType.SERVER_SIDE_APPLY)
                        .withFieldManager("mlink-operator")
                        .withForce(true)
                        .build());
    }
}
