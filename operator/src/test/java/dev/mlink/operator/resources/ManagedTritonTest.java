package dev.mlink.operator.resources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.mlink.api.v1alpha1.ModelGroup;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What becomes of {@code spec.triton.managed}. */
class ManagedTritonTest {

    private static final Path GOLDEN = Path.of("src", "test", "resources", "resources", "managed-triton.golden.yaml");

    @Test
    void isWhatTheGoldenFileHas() throws IOException {
        String made = String.join(
                "",
                triton(
                                """
                                image: nvcr.io/nvidia/tritonserver:24.10-py3
                                replicas: 2
                                repository: {volumeClaim: models, path: vision/day}
                                resources: {limits: {memory: 8Gi, nvidia.com/gpu: "1"}}
                                sharedMemory: 1Gi
                                args: [--log-verbose=1]
                                env: [{name: OPENBLAS_NUM_THREADS, value: "1"}]
                                runtimeClassName: nvidia
                                nodeSelector: {accelerator: h200}
                                tolerations: [{key: nvidia.com/gpu, operator: Exists}]
                                imagePullSecrets: [{name: registry}]
                                """)
                        .stream()
                        .map(Serialization::asYaml)
                        .toList());
        if (Boolean.getBoolean("mlink.write")) {
            Files.writeString(GOLDEN, made);
        }
        assertThat(objects(made)).isEqualTo(objects(Files.readString(GOLDEN)));
    }

    private static List<GenericKubernetesResource> objects(String yaml) {
        return Stream.of(yaml.split("(?m)^---$"))
                .filter(part -> !part.isBlank())
                .map(part -> Serialization.unmarshal(part, GenericKubernetesResource.class))
                .toList();
    }

    @Test
    void aClaimWithoutPathIsReadFromItsRoot() {
        PodSpec pod = pod("{image: t, repository: {volumeClaim: models}}");

        assertThat(container(pod).getArgs()).contains("--model-repository=/models");
        assertThat(pod.getVolumes())
                .filteredOn(volume -> volume.getPersistentVolumeClaim() != null)
                .singleElement()
                .extracting(volume -> volume.getPersistentVolumeClaim().getReadOnly())
                .isEqualTo(true);
    }

    @Test
    void aDirectoryOfTheImageIsReadWhereItIs() {
        PodSpec pod = pod("{image: t, repository: {path: /opt/models}}");

        assertThat(container(pod).getArgs()).contains("--model-repository=/opt/models");
        assertThat(pod.getVolumes()).extracting(Volume::getName).containsOnly("scratch", "shm");
        assertThat(container(pod).getVolumeMounts())
                .extracting(VolumeMount::getMountPath)
                .containsOnly("/tmp", "/dev/shm");
    }

    @Test
    void aBucketOfAmazonsIsItsNameAndPrefix() {
        PodSpec pod = pod("{image: t, repository: {s3: {bucket: models, prefix: team/vision, region: eu-central-1}}}");

        assertThat(container(pod).getArgs()).contains("--model-repository=s3://models/team/vision");
        assertThat(container(pod).getEnv())
                .extracting(EnvVar::getName, EnvVar::getValue)
                .contains(tuple("AWS_DEFAULT_REGION", "eu-central-1"));
        assertThat(container(pod).getEnv()).extracting(EnvVar::getName).doesNotContain("AWS_ACCESS_KEY_ID");
    }

    @Test
    void anotherServersBucketHasItsAddressWithThePort() {
        String another = "{image: t, repository: {s3: {bucket: models, endpoint: \"%s\", credentialsSecret: key}}}";

        assertThat(container(pod(another.formatted("http://s3.site.svc:7070/"))).getArgs())
                .contains("--model-repository=s3://http://s3.site.svc:7070/models");
        assertThat(container(pod(another.formatted("https://s3.example.com"))).getArgs())
                .contains("--model-repository=s3://https://s3.example.com:443/models");
        assertThat(container(pod(another.formatted("http://s3"))).getEnv())
                .extracting(EnvVar::getName)
                .contains("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY");
    }

    @Test
    void aTritonOfTheUsersIsNotOurs() {
        assertThat(children("service: {name: mine}").kept())
                .extracting(HasMetadata::getMetadata)
                .extracting(metadata -> metadata.getName())
                .containsExactly("digits-runtime", "digits-runtime");
    }

    private static PodSpec pod(String managed) {
        return triton(managed).stream()
                .filter(Deployment.class::isInstance)
                .map(Deployment.class::cast)
                .map(deployment -> deployment.getSpec().getTemplate().getSpec())
                .findFirst()
                .orElseThrow();
    }

    private static List<HasMetadata> triton(String managed) {
        return children("managed:\n" + managed.indent(6)).kept().stream()
                .filter(child -> child.getMetadata().getName().equals("digits-triton"))
                .filter(child -> child instanceof Deployment || child instanceof Service)
                .toList();
    }

    private static GroupChildren children(String triton) {
        String yaml =
                """
                apiVersion: mlink.dev/v1alpha1
                kind: ModelGroup
                metadata: {name: digits, namespace: default}
                spec:
                  triton:
                    TRITON
                  budget: {device: GPU, memory: 5Gi}
                  models:
                    - {name: class, output: {tensor: probabilities, task: SingleLabel}}
                """
                        .replace("TRITON", triton);
        return new GroupChildren(Serialization.unmarshal(yaml, ModelGroup.class), "runtime:1");
    }

    private static Container container(PodSpec pod) {
        return pod.getContainers().get(0);
    }
}
