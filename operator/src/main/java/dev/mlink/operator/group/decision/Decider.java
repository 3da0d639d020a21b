package dev.mlink.operator.group.decision;

import dev.mlink.operator.group.observation.Observation;
import dev.mlink.operator.group.observation.TritonEndpoint;
import dev.mlink.operator.group.spec.GroupMemory;
import dev.mlink.operator.group.spec.LinkDeclaration;
import dev.mlink.operator.link.LinkPairs;
import dev.mlink.operator.link.LinkPairs.Pair;
import dev.mlink.operator.status.ConditionType;
import dev.mlink.operator.status.EventReason;
import dev.mlink.operator.status.Reason;
import dev.mlink.operator.triton.ModelState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides what one pass of a group does. Level-triggered: there is no step counter, the observed world and the group's
 * memory tell where things are, so that a pass that died anywhere is simply decided again.
 */
public final class Decider {

    private static final Duration UNREACHABLE = Duration.ofSeconds(2);

    /** The plan for this look at the world. */
    public Plan decide(Observation seen) {
        List<Finding> findings = endpointFindings(seen);
        return new ModeChange(seen)
                .next()
                .map(new Admission(seen)::admit)
                .or(() -> modest(seen))
                .orElseGet(() -> new Admission(seen).admit(active(seen)))
                .after(findings);
    }

    /** In the modes in which nothing is done. */
    private static Optional<Plan> modest(Observation seen) {
        return switch (seen.memory().standing().mode()) {
            case ACTIVE -> Optional.empty();
            case SUSPENDED -> Optional.of(new Plan(List.of(), Stage.SUSPENDED, List.of(), Lifecycle.IDLE));
            case DRY_RUN -> Optional.of(
                    seen.tritonReachable()
                            ? new DryRun(seen).next().after(modelFindings(seen))
                            : new Plan(List.of(), Stage.DRY_RUN, List.of(), UNREACHABLE));
        };
    }

    private static Plan active(Observation seen) {
        List<Step> preparation = preparation(seen);
        if (!seen.tritonReachable()) {
            return new Plan(preparation, Stage.PENDING, List.of(), UNREACHABLE);
        }
        Optional<GroupMemory> recorded = recordFound(seen);
        if (recorded.isPresent()) {
            return new Plan(
                    List.of(new Step.Remember(recorded.get())), Stage.PENDING, modelFindings(seen), Lifecycle.AT_ONCE);
        }
        Plan next = new Lifecycle(seen).next();
        List<Step> steps = new ArrayList<>(preparation);
        steps.addAll(next.steps());
        return new Plan(steps, next.stage(), next.findings(), next.nextLook()).after(modelFindings(seen));
    }

    private static List<Finding> modelFindings(Observation seen) {
        List<Finding> findings = new ArrayList<>(new Candidates(seen).findings());
        findings.addAll(new Outdated(seen).findings());
        return findings;
    }

    private static List<Step> preparation(Observation seen) {
        List<Step> steps = new ArrayList<>();
        if (!seen.outdated().isEmpty()) {
            steps.add(new Step.ApplyChildren(seen.outdated()));
        }
        if (seen.spec().rescheduleAsked() && profileBegun(seen)) {
            steps.add(new Step.HonourReschedule());
        }
        LinkPairs pairs = new LinkPairs(seen.spec(), seen.links());
        List<Pair> missing = pairs.missing();
        if (!missing.isEmpty()) {
            steps.add(new Step.CreateLinks(missing));
        }
        List<String> superfluous =
                pairs.superfluous().stream().map(LinkDeclaration::name).toList();
        if (!superfluous.isEmpty()) {
            steps.add(new Step.DeleteLinks(superfluous));
        }
        Optional<String> learned = new Learned(seen.memory()).training();
        boolean tellable = learned.isEmpty() || seen.worker().isPresent();
        Map<String, String> outdated = new Outdated(seen).models();
        if (tellable && pairs.behind(outdated.keySet())) {
            outdated.values().forEach(text -> steps.add(new Step.Tell(EventReason.ModelChanged, text)));
            steps.add(new Step.ReportLinks(learned.orElse("")));
        } else if (tellable && seen.links().stream().anyMatch(link -> !link.reported())) {
            steps.add(new Step.ReportLinks(learned.orElse("")));
        }
        return steps;
    }

    private static boolean profileBegun(Observation seen) {
        return seen.memory()
                .profile()
                .filter(profile -> profile.progress() == GroupMemory.Progress.RUNNING)
                .isPresent();
    }

    private static List<Finding> endpointFindings(Observation seen) {
        if (seen.endpoints().isEmpty()) {
            return List.of(
                    seen.spec().triton().managed()
                            ? Finding.ofGroup(ConditionType.TRITON_REACHABLE, Reason.TritonStarting, startingText(seen))
                            : Finding.ofGroup(
                                    ConditionType.TRITON_REACHABLE, Reason.TritonServiceNotFound, notFoundText(seen)));
        }
        return seen.endpoints().stream()
                .flatMap(endpoint -> endpoint.index().problem().stream())
                .map(problem -> Finding.ofGroup(ConditionType.TRITON_REACHABLE, Reason.TritonUnreachable, problem))
                .toList();
    }

    private static String startingText(Observation seen) {
        String deployment = "Deployment '" + seen.spec().triton().name() + "' has no ready server yet";
        return seen.startingTritons().isEmpty()
                ? deployment
                : deployment + "; " + String.join("; ", seen.startingTritons());
    }

    private static String notFoundText(Observation seen) {
        return "Service '" + seen.spec().triton().name()
                + "' (spec.triton.service.name) has no ready endpoint in namespace "
                + seen.spec().namespace() + "; correct the name, or start Triton behind it";
    }

    /** What is loaded before our first action on an endpoint is what we leave it with at the end. */
    private static Optional<GroupMemory> recordFound(Observation seen) {
        Map<String, Set<String>> found = new HashMap<>(seen.memory().found());
        boolean news = found.keySet().retainAll(names(seen));
        for (TritonEndpoint endpoint : seen.endpoints()) {
            if (endpoint.reachable() && !found.containsKey(endpoint.name())) {
                found.put(
                        endpoint.name(),
                        new Worlds(seen)
                                .members().stream()
                                        .filter(model -> endpoint.state(model) == ModelState.READY)
                                        .collect(Collectors.toUnmodifiableSet()));
                news = true;
            }
        }
        return news ? Optional.of(seen.memory().withFound(found)) : Optional.empty();
    }

    private static Set<String> names(Observation seen) {
        return seen.endpoints().stream().map(TritonEndpoint::name).collect(Collectors.toUnmodifiableSet());
    }
}
