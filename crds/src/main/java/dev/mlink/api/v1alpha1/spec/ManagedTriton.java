package dev.mlink.api.v1alpha1.spec;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.mlink.api.v1alpha1.ApiObject;
import io.fabric8.crd.generator.annotation.SchemaFrom;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.Toleration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A Triton that the operator runs for the group, in the mode in which it can be driven. It ends with the group. */
@ApiObject
public record ManagedTriton(
        @Required
                @Size(min = 1, max = 512)
                @JsonPropertyDescription("Image with the program tritonserver, such as one of NVIDIA's.")
                String image,
        @Required @JsonPropertyDescription("Where the models are.") RepositorySpec repository,
        @Default("1")
                @Min(1)
                @Max(100)
                @JsonPropertyDescription("Servers; each has every loaded model, and the budget for itself.")
                Integer replicas,
        @JsonPropertyDescription(
                        "Requests and limits of a server. GPUs are asked for here: limits: {nvidia.com/gpu: 1}.")
                ResourceRequirements resources,
        @SchemaFrom(type = String.class)
                @Default("256Mi")
                @ValidationRule(
                        value = "isQuantity(self) && quantity(self).isGreaterThan(quantity('0'))",
                        message = "write a quantity of memory above zero, such as 256Mi or 1Gi")
                @JsonPropertyDescription("Memory at /dev/shm, through which tensors travel to the processes of models.")
                Quantity sharedMemory,
        @Size(max = 64)
                @ValidationRule(
                        value = "self.all(flag, flag.startsWith('--'))",
                        message = "write flags of tritonserver, each as --name=value")
                @ValidationRule(
                        value = "!self.exists(flag, flag.matches('" + ManagedTriton.OURS + "'))",
                        message = "what is loaded, from where, and on which ports is the operator's: leave out "
                                + "--model-repository, --model-control-mode, --load-model, --strict-readiness, "
                                + "--repository-poll-secs, --allow-grpc and the like, --grpc-port and the like")
                @JsonPropertyDescription(
                        "Flags for tritonserver, such as --cache-config=local,size=1048576; after the operator's own.")
                List<@Size(min = 3, max = 256) String> args,
        @Size(max = 64) @JsonPropertyDescription("Environment of a server.") List<EnvVar> env,
        @JsonPropertyDescription("Runtime class of the pods, such as nvidia.") String runtimeClassName,
        @JsonPropertyDescription("Labels of the nodes that may run the pods.") Map<String, String> nodeSelector,
        @JsonPropertyDescription("Taints that the pods tolerate.") List<Toleration> tolerations,
        @JsonPropertyDescription("Secrets to pull the image with.") List<LocalObjectReference> imagePullSecrets) {

    private static final String OURS = "^--(model-repository|model-store|model-control-mode|load-model|strict-readiness"
            + "|repository-poll-secs|(grpc|http|metrics)-port|allow-(grpc|http|metrics))(=.*)?$";

    public ManagedTriton {
        replicas = replicas == null ? 1 : replicas;
        sharedMemory = sharedMemory == null ? new Quantity("256Mi") : sharedMemory;
        args = args == null ? List.of() : List.copyOf(args);
        env = env == null ? List.of() : List.copyOf(env);
        nodeSelector = nodeSelector == null ? Map.of() : Map.copyOf(nodeSelector);
        tolerations = tolerations == null ? List.of() : List.copyOf(tolerations);
        imagePullSecrets = imagePullSecrets == null ? List.of() : List.copyOf(imagePullSecrets);
    }

    /** Requests and limits; empty where the namespace's own defaults hold. */
    public Optional<ResourceRequirements> declaredResources() {
        return Optional.ofNullable(resources);
    }

    /** The runtime class; empty for the cluster's default. */
    public Optional<String> runtimeClass() {
        return Optional.ofNullable(runtimeClassName);
    }
}
