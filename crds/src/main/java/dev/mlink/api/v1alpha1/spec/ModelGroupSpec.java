package dev.mlink.api.v1alpha1.spec;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.mlink.api.v1alpha1.ApiObject;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A model group as its user writes it.
 *
 * <p>{@code store} and the Triton that the group drives cannot change: what was learned and what was found there would be
 * lost without a word.
 */
@ApiObject
@ValidationRule(
        value = "self.links.create != 'All' || self.models.size() <= 32",
        message = "All makes a link for every pair and is for at most 32 models: write Declared and one ModelLink per"
                + " promising pair",
        fieldPath = ".links.create")
@ValidationRule(
        value = "self.models.all(m, self.models.all(n, !(m.name.startsWith(n.name + '.')"
                + " && n.output.tensor.endsWith('.' + m.output.tensor))))",
        message = "the group answers <model>.<tensor>, and such a name could be read in two ways here: rename a model",
        fieldPath = ".models")
@ValidationRule(
        value = "has(self.escalation) || !self.models.exists(m, m.escalate)",
        message =
                "a model that escalates needs a Triton to escalate to: write escalation: {service: {name: triton-large}}",
        fieldPath = ".models")
@ValidationRule(
        value = "has(self.store) == has(oldSelf.store) && (!has(self.store) || self.store == oldSelf.store)",
        message = "store cannot be changed, since everything learned is in it: delete the group and create it again")
public record ModelGroupSpec(
        @Default("Active") @JsonPropertyDescription("How far the operator goes with the group.") Mode mode,
        @Required @JsonPropertyDescription("The Triton that serves the models: yours, or one that the operator runs.")
                TritonSpec triton,
        @Required @JsonPropertyDescription("What the loaded models may take together, per Triton endpoint.")
                BudgetSpec budget,
        @JsonPropertyDescription(
                        "A Triton that executes what predictions are not confident enough for. It is not driven.")
                EscalationSpec escalation,
        @Required @Size(min = 1, max = 128) @JsonPropertyDescription("The models of the group, 1 to 128.")
                List<ModelSpec> models,
        @Default("{}") @JsonPropertyDescription("Which links are learned, and how.") LinksSpec links,
        @Default("{}") @JsonPropertyDescription("When all models are run on buffered inputs to learn costs and links.")
                ProfilingSpec profiling,
        @Default("{}") @JsonPropertyDescription("Which live inputs are kept to learn from.") SamplingSpec sampling,
        @Default("{}") @JsonPropertyDescription("How the activation set is chosen.") SelectionSpec selection,
        @JsonPropertyDescription(
                        "Where samples, profiles and links are kept; a claim of 1Gi when absent. Cannot change.")
                StoreSpec store,
        @Default("{}") @JsonPropertyDescription("The pods that answer for every model of the group.")
                RuntimeSpec runtime,
        @Default("{}") @JsonPropertyDescription("The Job that trains the links.") TrainingJobSpec trainingJob) {

    public ModelGroupSpec {
        mode = mode == null ? Mode.ACTIVE : mode;
        models = models == null ? List.of() : List.copyOf(models);
        links = links == null ? new LinksSpec(null, null, null, null) : links;
        profiling = profiling == null ? new ProfilingSpec(null, null) : profiling;
        sampling = sampling == null ? SamplingSpec.DEFAULT : sampling;
        selection = selection == null ? SelectionSpec.DEFAULT : selection;
        store = store == null ? new StoreSpec(null, null, null, null) : store;
        runtime = runtime == null ? new RuntimeSpec(null, null, null, null, null, null, null, null) : runtime;
        trainingJob = trainingJob == null ? new TrainingJobSpec(null, null) : trainingJob;
    }

    /** The Triton that models escalate to. */
    public Optional<EscalationService> escalatesTo() {
        return Optional.ofNullable(escalation).map(EscalationSpec::service);
    }

    /** The model with this name in Triton's repository. */
    public Optional<ModelSpec> model(String name) {
        return models.stream().filter(m -> Objects.equals(m.name(), name)).findFirst();
    }
}
