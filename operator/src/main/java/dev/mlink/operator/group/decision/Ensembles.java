package dev.mlink.operator.group.decision;

import dev.mlink.operator.group.observation.Observation;
import dev.mlink.operator.planning.switching.World;
import dev.mlink.operator.routing.KnownModels;
import dev.mlink.operator.triton.ModelState;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Triton's ensembles: models that compose others, which Triton loads together with them and without which they are gone. What
 * one composes is known once it was loaded for the first time. A Python model that calls others says so to nobody.
 */
public record Ensembles(Observation seen) {

    /** What has to be loaded for these to be: they and what they compose, as far as that is the group's. */
    Set<String> whole(Set<String> models) {
        KnownModels known = seen.knownModels();
        Set<String> whole = new TreeSet<>(models);
        models.forEach(model -> whole.addAll(parts(known, model)));
        return whole;
    }

    /**
     * The world in which parts are moved with their ensembles only. While an ensemble that leaves is still loaded, those of its
     * parts that nothing else needs are called exact no more, and are not unloaded under it. An ensemble's cost is that of
     * all of it: what is counted by itself is not counted with it.
     *
     * @param wanted all of what has to be loaded, as {@link #whole} says
     */
    World arranged(World world, Set<String> wanted) {
        KnownModels known = seen.knownModels();
        Set<String> bound = new TreeSet<>();
        world.members().stream()
                .filter(model -> !wanted.contains(model) && loadedSomewhere(model))
                .forEach(model -> bound.addAll(parts(known, model)));
        bound.removeAll(wanted);
        Set<String> members = new TreeSet<>(world.members());
        members.removeAll(bound);
        Map<String, Long> costs = new HashMap<>(world.costs());
        costs.keySet().removeAll(bound);
        Map<String, Long> own = new HashMap<>(costs);
        own.replaceAll((model, bytes) -> Math.max(
                0,
                bytes
                        - parts(known, model).stream()
                                .mapToLong(part -> costs.getOrDefault(part, 0L))
                                .sum()));
        return new World(
                world.devices(), members, own, world.endpoints(), world.table(), world.pods(), world.configured());
    }

    /** Whether a model of the group composes others. */
    public boolean any() {
        KnownModels known = seen.knownModels();
        return seen.spec().modelNames().stream()
                .flatMap(model -> known.find(model).stream())
                .anyMatch(model -> !model.parts().isEmpty());
    }

    /** Whether something that the model composes is to stay by itself when it goes. */
    boolean leaves(String model, Set<String> staying) {
        return parts(seen.knownModels(), model).stream().anyMatch(staying::contains);
    }

    private boolean loadedSomewhere(String model) {
        return seen.endpoints().stream().anyMatch(endpoint -> endpoint.state(model) == ModelState.READY);
    }

    private Set<String> parts(KnownModels known, String model) {
        Set<String> parts =
                new TreeSet<>(known.find(model).map(KnownModels.Entry::parts).orElse(Set.of()));
        parts.retainAll(seen.spec().modelNames());
        return parts;
    }
}
