package dev.mlink.operator.resources;

import dev.mlink.api.v1alpha1.spec.BucketSpec;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import java.util.List;
import java.util.stream.Stream;

/** Who a pod is to a bucket: what a Secret says, else the identity that the cloud gives to the pod. */
record BucketCredentials(BucketSpec bucket) {

    private static final List<String> KEYS = List.of("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY");

    List<EnvVar> environment() {
        return bucket.ownCredentials().stream().flatMap(BucketCredentials::of).toList();
    }

    private static Stream<EnvVar> of(String secret) {
        return KEYS.stream().map(key -> new EnvVarBuilder()
                .withName(key)
                .withNewValueFrom()
                .withNewSecretKeyRef(key, secret, false)
                .endValueFrom()
                .build());
    }
}
