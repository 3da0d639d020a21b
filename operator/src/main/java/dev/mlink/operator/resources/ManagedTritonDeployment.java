package dev.mlink.operator.resources;

import dev.mlink.api.v1alpha1.spec.ManagedTriton;
import dev.mlink.api.v1alpha1.spec.TritonService;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LifecycleBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.ArrayList;
import java.util.List;

/** The servers of a group's own Triton: nothing is loaded until the operator says so. */
record ManagedTritonDeployment(GroupNames names, ManagedTriton triton, TritonService ports) {

    private static final String SHARED_MEMORY = "shm";
    /** A server leaves the routing tables before it is told to stop. */
    private static final int LEAVE_SECONDS = 10;
    /** Triton ends requests under way for 30 s by itself. */
    private static final long GRACE_SECONDS = LEAVE_SECONDS + 35L;
    /** A repository in a bucket is read through before a server lives. */
    private static final int START_SECONDS = 600;

    private static final int SECONDS_BETWEEN_LOOKS = 10;
    private static final int LOOKS_IN_VAIN = 6;

    Deployment build() {
        return new DeploymentBuilder()
                .withNewMetadata()
                .withNamespace(names.namespace())
                .withName(ports.name())
                .withLabels(names.labels(GroupNames.TRITON_COMPONENT))
                .endMetadata()
                .withNewSpec()
                .withReplicas(triton.replicas())
                .withNewSelector()
                .withMatchLabels(names.labels(GroupNames.TRITON_COMPONENT))
                .endSelector()
                .withNewStrategy()
                .withType("RollingUpdate")
                .withNewRollingUpdate() // one more server would need the memory, or the GPU, once more
                .withMaxSurge(new IntOrString(0))
                .withMaxUnavailable(new IntOrString(1))
                .endRollingUpdate()
                .endStrategy()
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(names.labels(GroupNames.TRITON_COMPONENT))
                .endMetadata()
                .withSpec(pod())
                .endTemplate()
                .endSpec()
                .build();
    }

    private PodSpec pod() {
        ModelRepository repository = ModelRepository.of(triton.repository());
        ConfinedPod pod = new ConfinedPod(template(), repository);
        return pod.builder()
                .withTerminationGracePeriodSeconds(GRACE_SECONDS)
                .withRuntimeClassName(triton.runtimeClass().orElse(null))
                .addToVolumes(sharedMemory())
                .withContainers(container(pod, repository))
                .build();
    }

    private PodTemplate template() {
        return new PodTemplate(
                triton.image(),
                triton.declaredResources().orElseGet(ResourceRequirements::new),
                triton.nodeSelector(),
                triton.tolerations(),
                triton.imagePullSecrets());
    }

    private Container container(ConfinedPod pod, ModelRepository repository) {
        return pod.container("triton", command(repository))
                .addAllToEnv(environment())
                .addNewPort()
                .withName("grpc")
                .withContainerPort(ports.grpcPort())
                .endPort()
                .addNewPort()
                .withName("http")
                .withContainerPort(ports.httpPort())
                .endPort()
                .addNewPort()
                .withName("metrics")
                .withContainerPort(ports.metricsPort())
                .endPort()
                .withStartupProbe(probe("/v2/health/live")
                        .withPeriodSeconds(1)
                        .withFailureThreshold(START_SECONDS)
                        .build())
                .withReadinessProbe(
                        probe("/v2/health/ready").withPeriodSeconds(2).build())
                .withLivenessProbe(probe("/v2/health/live")
                        .withPeriodSeconds(SECONDS_BETWEEN_LOOKS)
                        .withFailureThreshold(LOOKS_IN_VAIN)
                        .build())
                .withLifecycle(new LifecycleBuilder()
                        .withNewPreStop()
                        .withNewExec()
                        .withCommand("sleep", Integer.toString(LEAVE_SECONDS))
                        .endExec()
                        .endPreStop()
                        .build())
                .addNewVolumeMount()
                .withName(SHARED_MEMORY)
                .withMountPath("/dev/shm")
                .endVolumeMount()
                .build();
    }

    /** The entry point of NVIDIA's images runs what it is given. */
    private String[] command(ModelRepository repository) {
        List<String> command = new ArrayList<>(List.of(
                "tritonserver",
                "--model-repository=" + repository.location(),
                "--model-control-mode=explicit",
                "--strict-readiness=false"));
        command.addAll(triton.args());
        return command.toArray(String[]::new);
    }

    private List<EnvVar> environment() {
        List<EnvVar> variables = new ArrayList<>();
        variables.add(new EnvVar("PYTHONDONTWRITEBYTECODE", "1", null));
        variables.addAll(triton.env());
        return variables;
    }

    private ProbeBuilder probe(String path) {
        return new ProbeBuilder()
                .withTimeoutSeconds(3)
                .withNewHttpGet()
                .withPath(path)
                .withPort(new IntOrString(ports.httpPort()))
                .endHttpGet();
    }

    private Volume sharedMemory() {
        return new VolumeBuilder()
                .withName(SHARED_MEMORY)
                .withNewEmptyDir()
                .withMedium("Memory")
                .withSizeLimit(triton.sharedMemory())
                .endEmptyDir()
                .build();
    }
}
