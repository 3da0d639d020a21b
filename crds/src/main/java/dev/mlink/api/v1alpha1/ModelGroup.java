package dev.mlink.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.mlink.api.v1alpha1.spec.ModelGroupSpec;
import dev.mlink.api.v1alpha1.status.ModelGroupStatus;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;
import java.util.Optional;

/** Models that look at the same thing, and the memory that they may take together. */
@Group("mlink.dev")
@Version("v1alpha1")
@ShortNames("mg")
@AdditionalPrinterColumn(name = "Active", jsonPath = ".status.summary.active", type = Type.STRING)
@AdditionalPrinterColumn(name = "Budget", jsonPath = ".spec.budget.memory", type = Type.STRING)
@AdditionalPrinterColumn(name = "Used", jsonPath = ".status.summary.used", type = Type.STRING)
@AdditionalPrinterColumn(name = "Performance", jsonPath = ".status.summary.performance", type = Type.NUMBER)
@AdditionalPrinterColumn(name = "Saved", jsonPath = ".status.summary.saved", type = Type.STRING)
@AdditionalPrinterColumn(
        name = "Ready",
        jsonPath = ".status.conditions[?(@.type==\"Ready\")].status",
        type = Type.STRING)
@AdditionalPrinterColumn(name = "Next", jsonPath = ".status.selection.nextAt", type = Type.STRING)
@AdditionalPrinterColumn(name = "Mode", jsonPath = ".status.mode", type = Type.STRING, priority = 1)
@AdditionalPrinterColumn(name = "Age", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
@ValidationRule(
        value = "self.metadata.name.matches('^[a-z]([-a-z0-9]*[a-z0-9])?$')",
        message = "the group's name becomes part of the names of its Service and Jobs: write a-z, 0-9 and '-', starting"
                + " with a letter and not ending with '-'",
        fieldPath = ".metadata.name")
@ValidationRule(
        value = "!self.spec.models.exists(m, m.name == self.metadata.name)",
        message = "clients ask for the group by its name, so no model may have it: rename the group or that model")
@ValidationRule(
        value = "!has(self.spec.escalation) || self.spec.escalation.service.name !="
                + " (has(self.spec.triton.service) ? self.spec.triton.service.name : self.metadata.name + '-triton')",
        message =
                "the group's own Triton has no room for the model that escalates: write the Service of another Triton",
        fieldPath = ".spec.escalation")
public class ModelGroup extends CustomResource<ModelGroupSpec, ModelGroupStatus> implements Namespaced {
    private static final long serialVersionUID = 1;

    /** Status as last reported; empty until the operator's first pass. */
    @JsonIgnore
    public Optional<ModelGroupStatus> reported() {
        return Optional.ofNullable(getStatus());
    }

    @Override
    protected ModelGroupSpec initSpec() {
        return null; // nothing can stand for fields that only the user knows
    }

    @Override
    protected ModelGroupStatus initStatus() {
        return null;
    }
}
