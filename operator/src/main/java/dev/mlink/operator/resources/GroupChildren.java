package dev.mlink.operator.resources;

import dev.mlink.api.v1alpha1.ModelGroup;
import dev.mlink.api.v1alpha1.spec.ModelGroupSpec;
import dev.mlink.api.v1alpha1.spec.RuntimeSpec;
import dev.mlink.api.v1alpha1.spec.TritonService;
import dev.mlink.api.v1alpha1.spec.TritonSpec;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a group owns in Kubernetes.
 *
 * @param image of the link-runtime where the group names none
 */
public record GroupChildren(ModelGroup group, String image) {

    public GroupNames names() {
        return new GroupNames(
                group.getMetadata().getNamespace(), group.getMetadata().getName());
    }

    /** Written once and then left alone: a claim cannot change, and a new token would shut the operator out. */
    public List<HasMetadata> once(String token) {
        List<HasMetadata> once = new ArrayList<>();
        once.add(new AdminSecret(names(), token).build());
        ModelGroupSpec spec = group.getSpec();
        if (spec.store().existingClaim().isEmpty() && spec.store().bucket().isEmpty()) {
            once.add(new StoreClaim(
                            names(), spec.store().claimSize(), spec.store().claimClass())
                    .build());
        }
        return once;
    }

    /** Kept as the group says. */
    public List<HasMetadata> kept() {
        RuntimeSpec runtime = group.getSpec().runtime();
        List<HasMetadata> kept = new ArrayList<>(triton());
        kept.add(new RuntimeDeployment(
                        names(),
                        template(runtime.declaredResources().orElseGet(GroupChildren::serving)),
                        store(),
                        runtime.replicas(),
                        new SamplingSettings(group.getSpec()).environment(),
                        runtime.env(),
                        new RuntimeCertificate(runtime.certificate()),
                        new TritonCredentials(names(), group.getSpec().triton()))
                .build());
        kept.add(new RuntimeService(names()).build());
        return kept;
    }

    private List<HasMetadata> triton() {
        TritonSpec triton = group.getSpec().triton();
        TritonService ports = triton.driven(names().group());
        return triton.own().stream()
                .flatMap(own -> Stream.<HasMetadata>of(
                        new ManagedTritonDeployment(names(), own, ports).build(),
                        new ManagedTritonService(names(), ports).build()))
                .toList();
    }

    public TrainingJob training(String profile) {
        ResourceRequirements resources =
                group.getSpec().trainingJob().declaredResources().orElseGet(GroupChildren::learning);
        return new TrainingJob(
                names(),
                template(resources),
                store(),
                profile,
                group.getSpec().trainingJob().parallelism());
    }

    /** Where the group's trainings meet those of others; empty where no other group comes. */
    public Optional<String> exchange() {
        return store().exchange();
    }

    private PodStore store() {
        return PodStore.of(group.getSpec().store(), names());
    }

    private PodTemplate template(ResourceRequirements resources) {
        RuntimeSpec runtime = group.getSpec().runtime();
        return new PodTemplate(
                runtime.ownImage().orElse(image),
                resources,
                runtime.nodeSelector(),
                runtime.tolerations(),
                runtime.imagePullSecrets());
    }

    private static ResourceRequirements serving() {
        return resources("100m", "512Mi", "1Gi");
    }

    private static ResourceRequirements learning() {
        return resources("500m", "1Gi", "2Gi");
    }

    private static ResourceRequirements resources(String cpu, String memory, String limit) {
        return new ResourceRequirementsBuilder()
                .withRequests(Map.of("cpu", new Quantity(cpu), "memory", new Quantity(memory)))
                .withLimits(Map.of("memory", new Quantity(limit)))
                .build();
    }
}
