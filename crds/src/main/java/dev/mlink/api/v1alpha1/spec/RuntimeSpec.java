package dev.mlink.api.v1alpha1.spec;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.mlink.api.v1alpha1.ApiObject;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.Toleration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The pods that answer for every model of the group, and where they may run; the training Job runs there too. */
@ApiObject
public record RuntimeSpec(
        @Default("1") @Min(1) @Max(100) @JsonPropertyDescription("Pods that answer.") Integer replicas,
        @Size(min = 1, max = 512)
                @JsonPropertyDescription("Image of the link-runtime. Default: the operator's own setting.")
                String image,
        @JsonPropertyDescription("Requests and limits of a runtime pod.") ResourceRequirements resources,
        @Size(max = 64)
                @JsonPropertyDescription(
                        "Settings of a runtime pod, such as MLINK_LIMITS_LARGEST_MESSAGE; those that the"
                                + " operator makes win.")
                List<EnvVar> env,
        @JsonPropertyDescription("Certificate of the ports of clients; plain text when absent.") RuntimeTlsSpec tls,
        @JsonPropertyDescription("Labels of the nodes that may run the pods.") Map<String, String> nodeSelector,
        @JsonPropertyDescription("Taints that the pods tolerate.") List<Toleration> tolerations,
        @JsonPropertyDescription("Secrets to pull the image with.") List<LocalObjectReference> imagePullSecrets) {

    public RuntimeSpec {
        replicas = replicas == null ? 1 : replicas;
        env = env == null ? List.of() : List.copyOf(env);
        nodeSelector = nodeSelector == null ? Map.of() : Map.copyOf(nodeSelector);
        tolerations = tolerations == null ? List.of() : List.copyOf(tolerations);
        imagePullSecrets = imagePullSecrets == null ? List.of() : List.copyOf(imagePullSecrets);
    }

    /** The image of this group; empty for the operator's own setting. */
    public Optional<String> ownImage() {
        return Optional.ofNullable(image);
    }

    /** How the ports of clients are encrypted; empty for plain text. */
    public Optional<RuntimeTlsSpec> certificate() {
        return Optional.ofNullable(tls);
    }

    /** Requests and limits; empty for the operator's defaults. */
    public Optional<ResourceRequirements> declaredResources() {
        return Optional.ofNullable(resources);
    }
}
