package dev.mlink.operator.group.decision;

import dev.mlink.operator.group.observation.Observation;
import dev.mlink.operator.group.spec.GroupMemory;
import dev.mlink.operator.planning.switching.Placement;
import dev.mlink.operator.triton.ModelState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Switches that a new process plays through on paper while its groups are at rest, until the code that decides, watches
 * and reports a real one is loaded and compiled. Its first switches would leave models predicted for several times as long
 * otherwise. Nothing of it leaves the process but looks.
 */
public record Practice(Decider decider) {

    /**
     * Plays one switch.
     *
     * @param seen a group that serves and is at rest
     * @param round from 0; another one is another switch
     * @return empty for a group that has nothing to switch to
     */
    public Optional<Round> round(Observation seen, int round) {
        return seen.memory().target().flatMap(now -> other(seen, now.models(), round)
                .map(models -> play(seen, seen.memory().withTarget(to(models, now, seen)))));
    }

    /**
     * @param memory of a group that was to switch
     * @param plan what would be done for it
     * @param looks that are taken on the way, of what is loaded now; they change nothing
     */
    public record Round(GroupMemory memory, Plan plan, Plan looks) {}

    private Round play(Observation seen, GroupMemory memory) {
        Plan plan = decider.decide(seen.withMemory(memory));
        List<Step> looks = List.of(new Step.LookAt(loaded(seen)), new Step.HoldStill());
        return new Round(memory, plan, new Plan(looks, plan.stage(), List.of(), plan.nextLook()));
    }

    private static Set<Placement> loaded(Observation seen) {
        return seen.endpoints().stream()
                .flatMap(endpoint -> seen.spec().modelNames().stream()
                        .filter(model -> endpoint.state(model) == ModelState.READY)
                        .map(model -> new Placement(endpoint.name(), model)))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** One or two of the models that are not loaded, in the place of those that are; each in its turn. */
    private static Optional<Set<String>> other(Observation seen, Set<String> models, int round) {
        List<String> away = new ArrayList<>(new TreeSet<>(seen.spec().modelNames()));
        away.removeAll(models);
        if (away.isEmpty()) {
            return Optional.empty();
        }
        Collections.rotate(away, round / 2);
        return Optional.of(Set.copyOf(away.subList(0, Math.min(away.size(), 1 + round % 2))));
    }

    private static GroupMemory.Target to(Set<String> models, GroupMemory.Target now, Observation seen) {
        Set<String> moved = new TreeSet<>(now.models());
        moved.addAll(models);
        return new GroupMemory.Target(models, Set.of(), "practice", moved, seen.now(), Optional.empty());
    }
}
