package dev.mlink.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.mlink.api.v1alpha1.spec.ModelLinkSpec;
import dev.mlink.api.v1alpha1.status.ModelLinkStatus;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;
import java.util.Optional;

/**
 * One learned map from a source's output to a target's. Made by the operator for each pair of a group, or declared by the
 * user to tune or to forbid one. Triton's model names are no Kubernetes names, so the pair stands in the spec.
 */
@Group("mlink.dev")
@Version("v1alpha1")
@ShortNames("ml")
@AdditionalPrinterColumn(name = "Group", jsonPath = ".spec.group", type = Type.STRING)
@AdditionalPrinterColumn(name = "Source", jsonPath = ".spec.source", type = Type.STRING)
@AdditionalPrinterColumn(name = "Target", jsonPath = ".spec.target", type = Type.STRING)
@AdditionalPrinterColumn(name = "Performance", jsonPath = ".status.performance", type = Type.NUMBER)
@AdditionalPrinterColumn(name = "Skill", jsonPath = ".status.skill", type = Type.NUMBER)
@AdditionalPrinterColumn(
        name = "Ready",
        jsonPath = ".status.conditions[?(@.type==\"Ready\")].status",
        type = Type.STRING)
@AdditionalPrinterColumn(name = "Age", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
public class ModelLink extends CustomResource<ModelLinkSpec, ModelLinkStatus> implements Namespaced {
    private static final long serialVersionUID = 1;

    /** Status as last reported; empty until the operator's first pass. */
    @JsonIgnore
    public Optional<ModelLinkStatus> reported() {
        return Optional.ofNullable(getStatus());
    }

    @Override
    protected ModelLinkSpec initSpec() {
        return null;
    }

    @Override
    protected ModelLinkStatus initStatus() {
        return null;
    }
}
