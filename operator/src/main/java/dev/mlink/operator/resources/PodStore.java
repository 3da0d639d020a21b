package dev.mlink.operator.resources;

import dev.mlink.api.v1alpha1.spec.BucketSpec;
import dev.mlink.api.v1alpha1.spec.StoreSpec;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A group's store as its pods see it. */
public sealed interface PodStore extends PodFiles {
    /** No group and no namespace has such a name. */
    String EXCHANGE = "_exchange";

    /** Where groups meet that name the same claim or the same place in a bucket; empty where no other group comes. */
    Optional<String> exchange();

    /** The store that the group declares. */
    static PodStore of(StoreSpec spec, GroupNames names) {
        if (spec.bucket().isPresent()) {
            return new InBucket(spec.bucket().get(), names);
        }
        // a claim of the user's own may have other groups in it; what one removes must not be another's
        return spec.existingClaim()
                .map(claim -> new OnClaim(
                        claim, OnClaim.MOUNT + "/" + names.group(), Optional.of(OnClaim.MOUNT + "/" + EXCHANGE)))
                .orElseGet(() -> new OnClaim(names.store(), OnClaim.MOUNT, Optional.empty()));
    }

    /**
     * A directory of a mounted claim.
     *
     * @param claim its name
     * @param directory where in the container
     * @param exchange beside the directories of the claim's groups
     */
    record OnClaim(String claim, String directory, Optional<String> exchange) implements PodStore {
        private static final String MOUNT = "/store";
        private static final String VOLUME = "store";

        @Override
        public List<EnvVar> environment() {
            return List.of(variable("MLINK_STORE", directory));
        }

        @Override
        public List<Volume> volumes() {
            return List.of(new VolumeBuilder()
                    .withName(VOLUME)
                    .withNewPersistentVolumeClaim()
                    .withClaimName(claim)
                    .endPersistentVolumeClaim()
                    .build());
        }

        @Override
        public List<VolumeMount> mounts() {
            return List.of(new VolumeMountBuilder()
                    .withName(VOLUME)
                    .withMountPath(MOUNT)
                    .build());
        }
    }

    /** A place in a bucket, in the words that the AWS SDK reads. */
    record InBucket(BucketSpec bucket, GroupNames names) implements PodStore {
        @Override
        public Optional<String> exchange() {
            return Optional.of("s3://" + bucket.bucket() + "/" + bucket.place(EXCHANGE));
        }

        @Override
        public List<EnvVar> environment() {
            List<EnvVar> variables = new ArrayList<>();
            variables.add(variable(
                    "MLINK_STORE", "s3://" + bucket.bucket() + "/" + bucket.placeOf(names.namespace(), names.group())));
            variables.add(variable("AWS_REGION", bucket.region()));
            bucket.ownEndpoint().ifPresent(endpoint -> variables.add(variable("AWS_ENDPOINT_URL", endpoint)));
            variables.addAll(new BucketCredentials(bucket).environment());
            return variables;
        }
    }

    private static EnvVar variable(String name, String value) {
        return new EnvVarBuilder().withName(name).withValue(value).build();
    }
}
