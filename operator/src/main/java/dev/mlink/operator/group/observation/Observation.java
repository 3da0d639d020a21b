package dev.mlink.operator.group.observation;

import dev.mlink.admin.v1alpha1.RouteAcknowledgement;
import dev.mlink.admin.v1alpha1.TrainingProgress;
import dev.mlink.operator.group.spec.GroupMemory;
import dev.mlink.operator.group.spec.GroupSpec;
import dev.mlink.operator.group.spec.LinkDeclaration;
import dev.mlink.operator.routing.KnownModels;
import dev.mlink.operator.triton.ModelDescription;
import dev.mlink.operator.triton.ModelState;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One look at the world, immutable: all that a decision may depend on.
 *
 * @param outdated names of children that are missing or not as they should be
 * @param published the routing table in the cluster
 * @param startingTritons servers of the group's own Triton that are not ready, and why
 * @param escalation the Tritons that models escalate to
 * @param neighbours whom the group shares its Tritons with
 * @param now the time of the look; the only clock that decisions know
 */
public record Observation(
        GroupSpec spec,
        GroupMemory memory,
        List<LinkDeclaration> links,
        Set<String> outdated,
        Optional<Published> published,
        List<RuntimePod> pods,
        List<TritonEndpoint> endpoints,
        List<String> startingTritons,
        List<EscalationEndpoint> escalation,
        JobState training,
        Neighbourhood neighbours,
        Instant now) {

    public Observation {
        links = List.copyOf(links);
        outdated = Set.copyOf(outdated);
        pods = List.copyOf(pods);
        endpoints = List.copyOf(endpoints);
        startingTritons = List.copyOf(startingTritons);
        escalation = List.copyOf(escalation);
    }

    /** The same look after a table was published, and acknowledged by these pods. */
    public Observation withPublished(Published table, Map<String, RouteAcknowledgement> acknowledged) {
        List<RuntimePod> told = pods.stream()
                .map(pod -> Optional.ofNullable(acknowledged.get(pod.name()))
                        .map(pod::acknowledging)
                        .orElse(pod))
                .toList();
        return new Observation(
                spec,
                memory,
                links,
                outdated,
                Optional.of(table),
                told,
                endpoints,
                startingTritons,
                escalation,
                training,
                neighbours,
                now);
    }

    /** The same look, had the group this memory. */
    public Observation withMemory(GroupMemory other) {
        return new Observation(
                spec,
                other,
                links,
                outdated,
                published,
                pods,
                endpoints,
                startingTritons,
                escalation,
                training,
                neighbours,
                now);
    }

    /** The same look, had one endpoint been looked at again. */
    public Observation withEndpoint(TritonEndpoint again) {
        return new Observation(
                spec,
                memory,
                links,
                outdated,
                published,
                pods,
                endpoints.stream()
                        .map(endpoint -> endpoint.name().equals(again.name()) ? again : endpoint)
                        .toList(),
                startingTritons,
                escalation,
                training,
                neighbours,
                now);
    }

    /** What is known of each model, whether it is loaded now or was before. */
    public KnownModels knownModels() {
        Map<String, ModelDescription> descriptions = new HashMap<>();
        endpoints.forEach(endpoint -> descriptions.putAll(endpoint.descriptions()));
        return KnownModels.of(published.map(Published::table), descriptions);
    }

    /** Whether some Triton answers. */
    public boolean tritonReachable() {
        return endpoints.stream().anyMatch(TritonEndpoint::reachable);
    }

    /** The pod that profiles and evaluates: any will do, since what it works on is in the store. */
    public Optional<RuntimePod> worker() {
        return pods.stream()
                .filter(pod -> !pod.terminating() && pod.status().answer().isPresent())
                .min(Comparator.comparing(RuntimePod::created).thenComparing(RuntimePod::name));
    }

    /** Distinct samples gathered so far. */
    public long samples() {
        return worker().flatMap(pod -> pod.status().answer())
                .map(status -> status.getSamples())
                .orElse(0L);
    }

    /** How far a training has come; empty before it has begun and once it has ended. */
    public Optional<TrainingProgress> trained(String training) {
        return worker().flatMap(pod -> pod.status().answer())
                .map(status -> status.getTraining())
                .filter(progress -> progress.getTraining().equals(training) && progress.getAll() > 0);
    }

    /** Whether the model is loaded on every Triton that answers, and on one at least. */
    public boolean loaded(String model) {
        List<TritonEndpoint> reachable =
                endpoints.stream().filter(TritonEndpoint::reachable).toList();
        return !reachable.isEmpty() && reachable.stream().allMatch(triton -> triton.state(model) == ModelState.READY);
    }
}
