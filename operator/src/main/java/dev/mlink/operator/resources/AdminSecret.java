package dev.mlink.operator.resources;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.util.Map;

/** What opens the admin ports of a group's runtimes. Made once: a new token would shut the operator out of running pods. */
public record AdminSecret(GroupNames names, String token) {

    public static final String KEY = "token";

    public Secret build() {
        return new SecretBuilder()
                .withNewMetadata()
                .withNamespace(names.namespace())
                .withName(names.admin())
                .withLabels(names.labels())
                .endMetadata()
                .withType("Opaque")
                .withStringData(Map.of(KEY, token))
                .build();
    }
}
