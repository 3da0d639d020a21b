package dev.mlink.operator.group.decision;

import dev.mlink.operator.group.observation.Observation;
import dev.mlink.operator.group.observation.TritonEndpoint;
import dev.mlink.operator.triton.ModelState;
import dev.mlink.operator.triton.RepositoryIndex;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Leaves every Triton as it was found, when a group goes. */
public record Restoration(Observation seen) {

    /** A Triton that does not answer for so long holds the object no longer. */
    public static final Duration PATIENCE = Duration.ofSeconds(60);

    /**
     * @param steps loads and unloads to do now
     * @param waiting something is still under way, or not done yet
     * @param abandoned endpoints that are left as they are
     */
    public record Next(List<Step> steps, boolean waiting, List<String> abandoned) {}

    /** @param sinceDeletion how long the group has been going */
    public Next next(Duration sinceDeletion) {
        List<Step> steps = new ArrayList<>();
        List<String> abandoned = new ArrayList<>();
        boolean waiting = false;
        boolean patient = sinceDeletion.compareTo(PATIENCE) < 0;
        for (TritonEndpoint endpoint : seen.endpoints()) {
            Set<String> found = seen.memory().found().get(endpoint.name());
            if (found == null) {
                continue; // we never touched it
            }
            if (!endpoint.reachable()) {
                waiting |= patient;
                abandoned.add(endpoint.name());
            } else if (endpoint.index().answer().filter(RepositoryIndex::moving).isPresent()) {
                waiting |= patient;
            } else {
                steps.addAll(steps(endpoint, found));
            }
        }
        return new Next(steps, waiting || !steps.isEmpty() && patient, abandoned);
    }

    /** What leaves goes first: it makes room. */
    private List<Step> steps(TritonEndpoint endpoint, Set<String> found) {
        List<Step> steps = new ArrayList<>();
        Set<String> members = new Worlds(seen).members();
        members.stream()
                .filter(model -> !found.contains(model) && endpoint.state(model) == ModelState.READY)
                .forEach(model -> steps.add(new Step.Unload(endpoint.name(), model)));
        if (steps.isEmpty()) {
            found.stream()
                    .sorted()
                    .filter(members::contains)
                    .filter(model -> endpoint.state(model) == ModelState.UNLOADED)
                    .forEach(model -> steps.add(new Step.Load(endpoint.name(), model)));
        }
        return steps;
    }
}
