package dev.mlink.operator.group.decision;

import dev.mlink.operator.group.observation.Neighbour;
import dev.mlink.operator.group.observation.Observation;
import dev.mlink.operator.group.observation.TritonEndpoint;
import dev.mlink.operator.group.spec.GroupMemory.LoadFailure;
import dev.mlink.operator.group.spec.ModelSpec;
import dev.mlink.operator.planning.Candidate;
import dev.mlink.operator.planning.placement.Devices;
import dev.mlink.operator.status.ConditionType;
import dev.mlink.operator.status.Reason;
import dev.mlink.operator.triton.MemoryReading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/** Which models of a group can be counted on now, and what keeps the others out. */
public record Candidates(Observation seen) {

    /** Models that Triton has, whose cost is known, and that did not fail to load lately. */
    public List<Candidate> loadable() {
        Costs costs = new Costs(seen.spec(), seen.memory());
        return seen.spec().models().stream()
                .filter(model -> finding(model).isEmpty())
                .map(model -> new Candidate(
                        model.name(),
                        costs.least(model).orElseThrow(),
                        model.weight(),
                        model.pinned(),
                        model.minPerformance()))
                .toList();
    }

    public Set<String> names() {
        return loadable().stream().map(Candidate::name).collect(Collectors.toUnmodifiableSet());
    }

    /** What the budget leaves of each device beside what models that were unloaded have kept, at worst all of it there. */
    public Devices devices() {
        return new UnreleasedMemory(seen.endpoints(), seen.memory())
                .left(seen.spec().devices());
    }

    /** One finding per model that cannot be counted on. */
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        seen.spec().models().forEach(model -> finding(model).ifPresent(findings::add));
        return findings;
    }

    /** Whether a model can be loaded to see what it takes. */
    boolean measurable(ModelSpec model) {
        return unloadable(model).isEmpty();
    }

    private Optional<Finding> finding(ModelSpec model) {
        Optional<Finding> unloadable = unloadable(model);
        if (unloadable.isPresent()) {
            return unloadable;
        }
        OptionalLong bytes = new Costs(seen.spec(), seen.memory()).least(model);
        return bytes.isPresent()
                ? tooLarge(model, bytes.getAsLong())
                        .or(() -> new IntroduceStage(seen, Optional.empty()).obstacle(model))
                : Optional.of(unknown(model));
    }

    private Finding unknown(ModelSpec model) {
        return seen.memory().measuring().isPresent()
                ? budget(Reason.Measuring, model, "the memory of model '" + model.name() + "' is being measured")
                : budget(Reason.CostUnknown, model, unknownCost(model));
    }

    private Optional<Finding> unloadable(ModelSpec model) {
        Optional<Neighbour> owner = seen.neighbours().owner(model.name());
        if (owner.isPresent()) {
            return Optional.of(ready(Reason.ModelOfAnotherGroup, model, owned(model, owner.get())));
        }
        if (seen.endpoints().stream().anyMatch(endpoint -> !endpoint.knows(model.name()))) {
            return Optional.of(ready(Reason.ModelNotFound, model, notFound(model)));
        }
        Optional<LoadFailure> failure = recentFailure(model.name());
        if (failure.isPresent()) {
            return Optional.of(ready(
                    Reason.ModelLoadFailed,
                    model,
                    "model '" + model.name() + "' failed to load: "
                            + failure.get().reason()
                            + "; mend it in Triton's repository, it is tried again at the next re-selection and when the"
                            + " ModelGroup changes"));
        }
        return Optional.empty();
    }

    private Optional<Finding> tooLarge(ModelSpec model, long bytes) {
        Devices declared = seen.spec().devices();
        long largest = declared.bytes().values().stream()
                .mapToLong(Long::longValue)
                .max()
                .orElseThrow();
        if (bytes <= largest) {
            return Optional.empty();
        }
        String budget = declared.divided() ? "the largest of spec.budget.devices" : "spec.budget.memory";
        return Optional.of(budget(
                Reason.ModelTooLarge,
                model,
                "model '" + model.name() + "' takes " + Bytes.text(bytes) + " and " + budget + " is "
                        + Bytes.text(largest) + ": it can never be loaded; raise the budget or take the model out"));
    }

    /** A failure counts until the next period, or until the user has changed the group. */
    private Optional<LoadFailure> recentFailure(String model) {
        return Optional.ofNullable(seen.memory().failures().get(model))
                .filter(failure -> failure.generation() == seen.spec().generation())
                .filter(failure ->
                        seen.now().isBefore(failure.at().plus(seen.spec().interval())));
    }

    private static String owned(ModelSpec model, Neighbour owner) {
        return "model '" + model.name() + "' belongs to group '" + owner.name()
                + "', which is older and drives the same Triton: take it out of spec.models of one of the two";
    }

    private String notFound(ModelSpec model) {
        String there = seen.endpoints().stream()
                .filter(TritonEndpoint::reachable)
                .flatMap(endpoint -> endpoint.index().answer().stream())
                .flatMap(index -> index.models().keySet().stream())
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        return "Triton's repository has no model '" + model.name() + "'; it has: " + (there.isEmpty() ? "none" : there)
                + "; correct spec.models[].name or add the model";
    }

    private String unknownCost(ModelSpec model) {
        String why = seen.endpoints().stream()
                .map(TritonEndpoint::memory)
                .filter(MemoryReading.NotMeasured.class::isInstance)
                .map(reading -> " (" + ((MemoryReading.NotMeasured) reading).reason() + ")")
                .findFirst()
                .orElse("");
        return "the memory of model '" + model.name() + "' is not known" + why + ": declare spec.models[].cost.memory";
    }

    private static Finding ready(Reason reason, ModelSpec model, String text) {
        return new Finding(ConditionType.READY, reason, model.name(), text);
    }

    private static Finding budget(Reason reason, ModelSpec model, String text) {
        return new Finding(ConditionType.WITHIN_BUDGET, reason, model.name(), text);
    }
}
