package dev.mlink.operator.resources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlink.api.v1alpha1.spec.BucketSpec;
import dev.mlink.api.v1alpha1.spec.RepositorySpec;
import dev.mlink.operator.triton.GrpcTritonControl;
import dev.mlink.testing.S3Server;
import dev.mlink.triton.testing.TestModel;
import dev.mlink.triton.testing.TritonServer;
import io.fabric8.kubernetes.api.model.EnvVar;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a group says of a bucket is enough for a real Triton to serve the models in it. */
class RepositoryInBucketIT {

    private static final String REGION = "us-east-1"; // where the server says it is

    private final GrpcTritonControl triton = new GrpcTritonControl(Duration.ofSeconds(60));
    private S3Server bucket;

    @BeforeEach
    void start() {
        bucket = S3Server.start();
    }

    @AfterEach
    void stop() {
        triton.close();
        bucket.close();
    }

    @Test
    void modelsBelowAPrefixAreServedAlsoThoseThatComeLater() {
        TestModel.affine("f", 2, 2, 1).writeTo(bucket.bucket().resolve("team/vision"));
        try (TritonServer server = serve(repository("team/vision", REGION))) {
            answers(server, "f");

            TestModel.affine("g", 2, -1, 0).writeTo(bucket.bucket().resolve("team/vision"));

            answers(server, "g");
        }
    }

    @Test
    void aWholeBucketIsARepository() {
        TestModel.affine("f", 2, 2, 1).writeTo(bucket.bucket());
        try (TritonServer server = serve(repository(null, REGION))) {
            answers(server, "f");
        }
    }

    @Test
    void theRegionIsTheOneThatTritonSigns() {
        ModelRepository elsewhere = repository(null, "eu-central-1");

        assertThatThrownBy(() -> serve(elsewhere).close())
                .hasMessageContaining("Unable to create S3 filesystem client");
    }

    private void answers(TritonServer server, String model) {
        assertThat(triton.load(server.grpc(), model).problem()).isEmpty();
        assertThat(triton.exercise(server.grpc(), model).problem()).isEmpty();
    }

    private ModelRepository repository(String prefix, String region) {
        String endpoint = bucket.environment(bucket.address()).get("AWS_ENDPOINT_URL");
        return ModelRepository.of(new RepositorySpec(
                null, null, new BucketSpec(S3Server.BUCKET, prefix, endpoint, region, "credentials")));
    }

    private TritonServer serve(ModelRepository repository) {
        return TritonServer.remote(
                repository.location(),
                repository.environment().stream().collect(Collectors.toMap(EnvVar::getName, this::value)));
    }

    /** What stands in the Secret is what the server was started with. */
    private String value(EnvVar variable) {
        Map<String, String> secret = bucket.environment(bucket.address());
        return variable.getValueFrom() == null
                ? variable.getValue()
                : secret.get(variable.getValueFrom().getSecretKeyRef().getKey());
    }
}
