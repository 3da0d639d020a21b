package dev.mlink.operator.group.decision;

import dev.mlink.operator.group.observation.Observation;
import dev.mlink.operator.group.spec.ModelSpec;
import dev.mlink.operator.planning.placement.Devices;
import dev.mlink.operator.status.ConditionType;
import dev.mlink.operator.status.Reason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Loads each model once as its configuration says, where a budget names devices: to say on which GPU a model goes takes
 * its whole configuration, and Triton tells that of loaded models only. Such a load may take memory on every GPU, so
 * that is made free for it; what serves stays where it can.
 *
 * @param learned whose predictors answer for models that give way
 */
record IntroduceStage(Observation seen, Optional<String> learned) {

    /** Empty when every model that can be loaded is known. */
    Optional<Plan> next() {
        return seen.spec().devices().divided() ? stranger().flatMap(this::introduce) : Optional.empty();
    }

    /** What stands in the way of a model that is not known yet. */
    Optional<Finding> obstacle(ModelSpec model) {
        if (!seen.spec().devices().divided() || new Worlds(seen).configured().contains(model.name())) {
            return Optional.empty();
        }
        long bytes = new Costs(seen.spec(), seen.memory()).bytes(model).orElse(0);
        return room(bytes).isPresent()
                ? Optional.empty()
                : Optional.of(new Finding(
                        ConditionType.WITHIN_BUDGET,
                        Reason.ModelTooLarge,
                        model.name(),
                        "model '" + model.name() + "' takes " + Bytes.text(bytes)
                                + " and is loaded on every GPU at first,"
                                + " until its configuration is known, but not every one of spec.budget.devices has so"
                                + " much: raise the smallest, or load the model on Triton once by hand"));
    }

    private Optional<ModelSpec> stranger() {
        Set<String> known = new Worlds(seen).configured();
        Set<String> loadable = new Candidates(seen).names();
        return seen.spec().models().stream()
                .filter(model -> loadable.contains(model.name()) && !known.contains(model.name()))
                .findFirst();
    }

    private Optional<Plan> introduce(ModelSpec model) {
        Costs costs = new Costs(seen.spec(), seen.memory());
        Devices left = room(costs.bytes(model).orElseThrow()).orElseThrow();
        Set<String> loaded = new TreeSet<>(Set.of(model.name()));
        List<Long> sizes = new ArrayList<>();
        for (ModelSpec resident : residents()) {
            sizes.add(costs.least(resident).orElseThrow());
            if (left.fit(sizes)) {
                loaded.add(resident.name());
            } else {
                sizes.remove(sizes.size() - 1);
            }
        }
        return new SwitchStage(seen, learned).next(loaded, learned.isPresent() ? Stage.SWITCHING : Stage.MEASURING);
    }

    /** What is loaded already and known, pinned models first, then the heavy ones. */
    private List<ModelSpec> residents() {
        Set<String> known = new Worlds(seen).configured();
        return seen.spec().models().stream()
                .filter(model -> seen.loaded(model.name()) && known.contains(model.name()))
                .filter(model ->
                        new Costs(seen.spec(), seen.memory()).least(model).isPresent())
                .sorted(Comparator.comparing((ModelSpec model) -> !model.pinned())
                        .thenComparing(model -> -model.weight())
                        .thenComparing(ModelSpec::name))
                .toList();
    }

    /** What is left on each device beside so much on every one; empty where some device has less. */
    private Optional<Devices> room(long bytes) {
        var left = new TreeMap<>(new Candidates(seen).devices().bytes());
        left.replaceAll((device, all) -> all - bytes);
        return left.values().stream().allMatch(rest -> rest >= 0) ? Optional.of(new Devices(left)) : Optional.empty();
    }
}
