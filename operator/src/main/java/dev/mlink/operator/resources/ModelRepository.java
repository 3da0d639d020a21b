package dev.mlink.operator.resources;

import dev.mlink.api.v1alpha1.spec.BucketSpec;
import dev.mlink.api.v1alpha1.spec.RepositorySpec;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Where a Triton that the operator runs finds its models. Nothing is ever written there. */
public sealed interface ModelRepository extends PodFiles {

    /** The value of Triton's flag {@code --model-repository}. */
    String location();

    /** The repository that the group declares. */
    static ModelRepository of(RepositorySpec spec) {
        if (spec.bucket().isPresent()) {
            return new InBucket(spec.bucket().get());
        }
        return spec.claim()
                .<ModelRepository>map(
                        claim -> new OnClaim(claim, spec.directory().orElse("")))
                .orElseGet(() -> new InImage(spec.directory().orElseThrow()));
    }

    /** A directory of the image. */
    record InImage(String location) implements ModelRepository {}

    /**
     * A directory of a claim, mounted so that nothing can be written: byte code beside a model would turn every later
     * override of its configuration into a reload.
     *
     * @param directory on the claim; empty for its root
     */
    record OnClaim(String claim, String directory) implements ModelRepository {
        private static final String MOUNT = "/models";
        private static final String VOLUME = "models";

        @Override
        public String location() {
            return directory.isEmpty() ? MOUNT : MOUNT + "/" + directory.replaceFirst("^/", "");
        }

        @Override
        public List<Volume> volumes() {
            return List.of(new VolumeBuilder()
                    .withName(VOLUME)
                    .withNewPersistentVolumeClaim(claim, true)
                    .build());
        }

        @Override
        public List<VolumeMount> mounts() {
            return List.of(new VolumeMountBuilder()
                    .withName(VOLUME)
                    .withMountPath(MOUNT)
                    .withReadOnly(true)
                    .build());
        }
    }

    /** A place in a bucket, in the words that Triton reads: a server that is not Amazon's needs its port. */
    record InBucket(BucketSpec bucket) implements ModelRepository {
        private static final int HTTPS = 443;
        private static final int HTTP = 80;

        @Override
        public String location() {
            String place = bucket.bucket()
                    + bucket.ownPrefix().map(prefix -> "/" + prefix).orElse("");
            return "s3://"
                    + bucket.ownEndpoint()
                            .map(URI::create)
                            .map(InBucket::server)
                            .orElse("") + place;
        }

        private static String server(URI endpoint) {
            int usual = endpoint.getScheme().equals("https") ? HTTPS : HTTP;
            int port = endpoint.getPort() < 0 ? usual : endpoint.getPort();
            return endpoint.getScheme() + "://" + endpoint.getHost() + ":" + port + "/";
        }

        @Override
        public List<EnvVar> environment() {
            List<EnvVar> variables = new ArrayList<>();
            variables.add(new EnvVar("AWS_DEFAULT_REGION", bucket.region(), null));
            variables.addAll(new BucketCredentials(bucket).environment());
            return variables;
        }
    }
}
