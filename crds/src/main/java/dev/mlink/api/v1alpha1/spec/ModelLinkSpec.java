package dev.mlink.api.v1alpha1.spec;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.mlink.api.v1alpha1.ApiObject;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Optional;

/** A pair of models, and what is to be done about it. */
@ApiObject
@ValidationRule(
        value = "self.source != self.target",
        messageExpression = "'a link leads from one model to another, here both are ' + self.source"
                + " + ': write another model of the group as source or as target'",
        fieldPath = ".source")
@ValidationRule(
        value = "!(self.forbid && has(self.training))",
        message = "a forbidden link is not trained: remove training, or write forbid: false",
        fieldPath = ".training")
@ValidationRule(
        value = "!(self.forbid && has(self.initialize))",
        message = "a forbidden link is not trained: remove initialize, or write forbid: false",
        fieldPath = ".initialize")
@ValidationRule(
        value = "!has(self.initialize) || self.initialize.from.all(other, other.group != self.group)",
        messageExpression = "self.group + ' is this link\\'s own group: name only other groups in initialize.from'",
        fieldPath = ".initialize")
public record ModelLinkSpec(
        @Required
                @Size(min = 1, max = 253)
                @ValidationRule(
                        value = "self == oldSelf",
                        message =
                                "a link stays with its pair: delete this ModelLink and create another for the other group")
                @JsonPropertyDescription("The ModelGroup of both models, in this namespace. Cannot change.")
                String group,
        @Required
                @Size(min = 1, max = 253)
                @ValidationRule(
                        value = "self == oldSelf",
                        message =
                                "a link stays with its pair: delete this ModelLink and create another for the other source")
                @JsonPropertyDescription("The model whose output is read, by its name in Triton. Cannot change.")
                String source,
        @Required
                @Size(min = 1, max = 253)
                @ValidationRule(
                        value = "self == oldSelf",
                        message =
                                "a link stays with its pair: delete this ModelLink and create another for the other target")
                @JsonPropertyDescription("The model whose output is predicted, by its name in Triton. Cannot change.")
                String target,
        @Default("false") @JsonPropertyDescription("True: this pair is neither trained nor used.") Boolean forbid,
        @JsonPropertyDescription("What this link does otherwise than its group.") TrainingOverride training,
        @JsonPropertyDescription("Other groups that train the same pair, and with which weights are averaged.")
                InitializeSpec initialize) {

    public ModelLinkSpec {
        forbid = forbid != null && forbid;
    }

    /** Other groups that train it too; empty for none. */
    public Optional<InitializeSpec> alliance() {
        return Optional.ofNullable(initialize);
    }

    /** How this link is trained in a group that trains like this. */
    public TrainingSpec trainedLike(TrainingSpec group) {
        return Optional.ofNullable(training).map(own -> own.over(group)).orElse(group);
    }
}
