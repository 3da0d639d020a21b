package dev.mlink.operator.resources;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The link-runtime's Deployment.
 *
 * @param sampling what a pod is told about the inputs that it keeps
 * @param own settings of the user's, as far as the operator makes none of that name
 * @param certificate what it shows to clients, probes and whoever reads its metrics
 * @param triton what it shows to Triton
 */
public record RuntimeDeployment(
        GroupNames names,
        PodTemplate template,
        PodStore store,
        int replicas,
        List<EnvVar> sampling,
        List<EnvVar> own,
        RuntimeCertificate certificate,
        TritonCredentials triton) {

    public static final int GRPC = 8001;
    public static final int HTTP = 8000;
    public static final int ADMIN = 9001;
    private static final int MANAGEMENT = 9000;
    /** Longer than a drain, so that a pod that stops finishes what it has accepted. */
    private static final long GRACE_SECONDS = 45;

    public Deployment build() {
        ConfinedPod pod = new ConfinedPod(template, store);
        return new DeploymentBuilder()
                .withNewMetadata()
                .withNamespace(names.namespace())
                .withName(names.runtime())
                .withLabels(names.labels(GroupNames.RUNTIME_COMPONENT))
                .endMetadata()
                .withNewSpec()
                .withReplicas(replicas)
                .withNewSelector()
                .withMatchLabels(names.labels(GroupNames.RUNTIME_COMPONENT))
                .endSelector()
                .withNewStrategy()
                .withNewRollingUpdate()
                .withMaxSurge(new IntOrString(1))
                .withMaxUnavailable(new IntOrString(0))
                .endRollingUpdate()
                .withType("RollingUpdate")
                .endStrategy()
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(names.labels(GroupNames.RUNTIME_COMPONENT))
                .endMetadata()
                .withSpec(pod.builder()
                        .withTerminationGracePeriodSeconds(GRACE_SECONDS)
                        .addToVolumes(routing())
                        .addAllToVolumes(all(PodFiles::volumes))
                        .withContainers(container(pod))
                        .build())
                .endTemplate()
                .endSpec()
                .build();
    }

    private Container container(ConfinedPod pod) {
        ContainerBuilder container =
                pod.container("link-runtime", "serve").addAllToEnv(sampling).addAllToEnv(all(PodFiles::environment));
        Set<String> ours = container.buildEnv().stream().map(EnvVar::getName).collect(Collectors.toSet());
        container.addAllToEnv(own.stream()
                .filter(variable -> !ours.contains(variable.getName()))
                .toList());
        boolean encrypted =
                container.buildEnv().stream().anyMatch(set -> set.getName().equals(RuntimeCertificate.DIRECTORY));
        String scheme = encrypted ? "HTTPS" : "HTTP";
        return container
                .addAllToVolumeMounts(all(PodFiles::mounts))
                .addNewPort()
                .withName("grpc")
                .withContainerPort(GRPC)
                .endPort()
                .addNewPort()
                .withName("http")
                .withContainerPort(HTTP)
                .endPort()
                .addNewPort()
                .withName("admin")
                .withContainerPort(ADMIN)
                .endPort()
                .addNewPort()
                .withName("management")
                .withContainerPort(MANAGEMENT)
                .endPort()
                .withReadinessProbe(
                        probe(scheme, "/q/health/ready").withPeriodSeconds(2).build())
                .withStartupProbe(probe(scheme, "/q/health/live")
                        .withPeriodSeconds(1)
                        .withFailureThreshold(60)
                        .build())
                .withLivenessProbe(
                        probe(scheme, "/q/health/live").withPeriodSeconds(10).build())
                .addNewVolumeMount()
                .withName("routing")
                .withMountPath("/etc/mlink/routing")
                .withReadOnly(true)
                .endVolumeMount()
                .build();
    }

    private <T> List<T> all(Function<PodFiles, List<T>> part) {
        return Stream.of(new AdminDoor(names), certificate, triton)
                .map(part)
                .flatMap(List::stream)
                .toList();
    }

    private static ProbeBuilder probe(String scheme, String path) {
        return new ProbeBuilder()
                .withTimeoutSeconds(3)
                .withNewHttpGet()
                .withScheme(scheme)
                .withPath(path)
                .withPort(new IntOrString(MANAGEMENT))
                .endHttpGet();
    }

    /** Optional: the first table is written after the first pod is up. */
    private Volume routing() {
        return new VolumeBuilder()
                .withName("routing")
                .withNewConfigMap()
                .withName(names.routing())
                .withOptional(true)
                .endConfigMap()
                .build();
    }
}
