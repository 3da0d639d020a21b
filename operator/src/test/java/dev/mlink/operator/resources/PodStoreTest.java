package dev.mlink.operator.resources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.api.v1alpha1.ModelGroup;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of {@code spec.store} in the pods of a group. */
class PodStoreTest {

    @Test
    void withoutAWordTheOperatorMakesAClaim() {
        GroupChildren children = children("");

        assertThat(claims(children)).containsExactly("digits-store");
        for (PodSpec pod : pods(children)) {
            assertThat(pod.getVolumes())
                    .filteredOn(volume -> volume.getPersistentVolumeClaim() != null)
                    .extracting(volume -> volume.getPersistentVolumeClaim().getClaimName())
                    .containsExactly("digits-store");
            assertThat(mounts(pod)).contains("/store");
            assertThat(value(pod, "MLINK_STORE")).isEqualTo("/store");
        }
    }

    @Test
    void inAClaimOfTheUsersEachGroupHasItsOwnDirectory() {
        GroupChildren children = children("store: {volumeClaim: mine}");

        assertThat(claims(children)).isEmpty();
        for (PodSpec pod : pods(children)) {
            assertThat(mounts(pod)).contains("/store");
            assertThat(value(pod, "MLINK_STORE")).isEqualTo("/store/digits");
        }
    }

    @Test
    void groupsMeetWhereTheyHaveAStoreInCommon() {
        assertThat(children("").exchange()).isEmpty();
        assertThat(children("store: {volumeClaim: mine}").exchange()).contains("/store/_exchange");
        assertThat(children("store: {s3: {bucket: models, prefix: team}}").exchange())
                .contains("s3://models/team/_exchange");
    }

    @Test
    void aBucketNeedsNoClaimAndTakesItsCredentialsFromTheSecret() {
        GroupChildren children = children("store: {s3: {bucket: models, prefix: team, endpoint: \"http://s3:7070\","
                + " region: eu-central-1, credentialsSecret: s3-key}}");

        assertThat(claims(children)).isEmpty();
        for (PodSpec pod : pods(children)) {
            assertThat(pod.getVolumes())
                    .extracting(Volume::getPersistentVolumeClaim)
                    .containsOnlyNulls();
            assertThat(mounts(pod)).contains("/tmp").doesNotContain("/store");
            assertThat(pod.getAffinity()).isNull();
            assertThat(value(pod, "MLINK_STORE")).isEqualTo("s3://models/team/default/digits");
            assertThat(value(pod, "AWS_REGION")).isEqualTo("eu-central-1");
            assertThat(value(pod, "AWS_ENDPOINT_URL")).isEqualTo("http://s3:7070");
            for (String key : List.of("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")) {
                assertThat(variable(pod, key).getValueFrom().getSecretKeyRef())
                        .hasFieldOrPropertyWithValue("name", "s3-key")
                        .hasFieldOrPropertyWithValue("key", key);
            }
        }
    }

    @Test
    void aBucketOfAmazonsNeedsNoMoreThanItsName() {
        for (PodSpec pod : pods(children("store: {s3: {bucket: models}}"))) {
            assertThat(value(pod, "MLINK_STORE")).isEqualTo("s3://models/default/digits");
            assertThat(value(pod, "AWS_REGION")).isEqualTo("us-east-1");
            assertThat(container(pod).getEnv())
                    .extracting(EnvVar::getName)
                    .doesNotContain("AWS_ENDPOINT_URL", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY");
        }
    }

    private static GroupChildren children(String store) {
        String yaml =
                """
                apiVersion: mlink.dev/v1alpha1
                kind: ModelGroup
                metadata: {name: digits, namespace: default}
                spec:
                  triton: {service: {name: triton}}
                  budget: {device: CPU, memory: 640Mi}
                  models:
                    - {name: class, output: {tensor: probabilities, task: SingleLabel}}
                  STORE
                """
                        .replace("STORE", store);
        return new GroupChildren(Serialization.unmarshal(yaml, ModelGroup.class), "runtime:1");
    }

    private static List<String> claims(GroupChildren children) {
        return children.once("token").stream()
                .filter(PersistentVolumeClaim.class::isInstance)
                .map(HasMetadata::getMetadata)
                .map(metadata -> metadata.getName())
                .toList();
    }

    /** Those that answer, and those that train. */
    private static List<PodSpec> pods(GroupChildren children) {
        Deployment runtime = (Deployment) children.kept().get(0);
        return List.of(
                runtime.getSpec().getTemplate().getSpec(),
                children.training("p1").build().getSpec().getTemplate().getSpec());
    }

    private static List<String> mounts(PodSpec pod) {
        return container(pod).getVolumeMounts().stream()
                .map(VolumeMount::getMountPath)
                .toList();
    }

    private static String value(PodSpec pod, String name) {
        return variable(pod, name).getValue();
    }

    private static EnvVar variable(PodSpec pod, String name) {
        return container(pod).getEnv().stream()
                .filter(variable -> variable.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Container container(PodSpec pod) {
        return pod.getContainers().get(0);
    }
}
