package dev.mlink.operator.group.decision;

import dev.mlink.admin.v1alpha1.ModelRoute;
import dev.mlink.admin.v1alpha1.RouteState;
import dev.mlink.admin.v1alpha1.RoutingTable;
import dev.mlink.operator.group.observation.Observation;
import dev.mlink.operator.group.observation.Published;
import dev.mlink.operator.group.observation.RuntimePod;
import dev.mlink.operator.group.observation.TritonEndpoint;
import dev.mlink.operator.group.spec.GroupMemory;
import dev.mlink.operator.group.spec.ModelSpec;
import dev.mlink.operator.planning.profiling.Participant;
import dev.mlink.operator.planning.profiling.ProfilingWorld;
import dev.mlink.operator.planning.switching.ModelState;
import dev.mlink.operator.planning.switching.ObservedEndpoint;
import dev.mlink.operator.planning.switching.ObservedPod;
import dev.mlink.operator.planning.switching.Placement;
import dev.mlink.operator.planning.switching.TableInForce;
import dev.mlink.operator.planning.switching.World;
import dev.mlink.operator.triton.ModelStatus;
import dev.mlink.operator.triton.RepositoryIndex;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** An observation as each planner looks at it. */
public record Worlds(Observation seen) {

    /** What a switch looks at. */
    public World switching() {
        Map<String, Long> costs = new HashMap<>(new Costs(seen.spec(), seen.memory()).known());
        costs.keySet().removeIf(model -> seen.neighbours().owner(model).isPresent()); // within that group's budget
        return new World(
                seen.spec().devices(),
                members(),
                costs,
                seen.endpoints().stream().map(this::endpoint).toList(),
                table(),
                seen.pods().stream().map(this::pod).toList(),
                configured());
    }

    /** Models whose configuration the table in force holds, so that it is known while they are not loaded. */
    public Set<String> configured() {
        return seen.published().stream()
                .flatMap(published -> published.table().getModelsList().stream())
                .filter(route -> !route.getConfig().isEmpty())
                .map(ModelRoute::getModel)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** What a profile looks at; {@code serving} is the set to come back to. */
    public ProfilingWorld profiling(GroupMemory.Profile profile, Set<String> serving) {
        Costs costs = new Costs(seen.spec(), seen.memory());
        List<Participant> participants = seen.spec().models().stream()
                .filter(model -> profile.models().contains(model.name()))
                .map(model -> new Participant(
                        model.name(),
                        costs.least(model),
                        model.weight(),
                        model.pinned(),
                        predicted(model),
                        seen.loaded(model.name()),
                        profiled(profile, model.name()),
                        Optional.ofNullable(profile.failed().get(model.name()))))
                .toList();
        return new ProfilingWorld(seen.spec().devices(), unreleased().most(), participants, new TreeSet<>(serving));
    }

    /** The group's models, and those that left it and are still loaded; none that an older group on the same Triton has. */
    public Set<String> members() {
        Set<String> members = new TreeSet<>(seen.spec().modelNames());
        seen.memory().target().ifPresent(target -> members.addAll(target.leaving()));
        members.removeIf(model -> seen.neighbours().owner(model).isPresent());
        return members;
    }

    /** Per endpoint, what the table in force calls exact there. */
    public Map<String, Set<String>> exact() {
        return seen.published().map(Published::table).map(Worlds::exact).orElse(Map.of());
    }

    private boolean profiled(GroupMemory.Profile profile, String model) {
        return seen.worker().stream()
                .flatMap(pod -> pod.status().answer().stream())
                .filter(status -> status.getProfile().getProfile().equals(profile.id()))
                .flatMap(status -> status.getProfile().getModelsList().stream())
                .anyMatch(progress -> progress.getModel().equals(model) && progress.getComplete());
    }

    private OptionalDouble predicted(ModelSpec model) {
        return seen.published().stream()
                .flatMap(published -> published.table().getModelsList().stream())
                .filter(route -> route.getModel().equals(model.name()) && route.hasPredictor())
                .mapToDouble(route -> route.hasLast()
                        ? route.getLast().getPerformance()
                        : route.getPredictor().getPerformance())
                .findFirst();
    }

    private ObservedEndpoint endpoint(TritonEndpoint triton) {
        Map<String, ModelState> states =
                triton.index().answer().map(RepositoryIndex::models).orElse(Map.of()).entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey,
                                entry -> state(
                                        entry.getValue(),
                                        triton.inTransit().getOrDefault(entry.getKey(), Duration.ZERO))));
        return new ObservedEndpoint(
                triton.name(),
                triton.reachable(),
                states,
                dead(triton.name()),
                Set.of(),
                Map.of(),
                unreleased().on(triton.name()),
                triton.seats());
    }

    /** It is nobody's any more: no model that is unloaded now will bring it back. */
    private UnreleasedMemory unreleased() {
        return new UnreleasedMemory(seen.endpoints(), seen.memory());
    }

    /** What a pod says under the table in force; before, it knew an earlier process of the model. */
    private Map<String, Duration> dead(String endpoint) {
        long epoch = table().epoch();
        return seen.pods().stream()
                .filter(pod -> pod.epoch(seen.spec().uid()) == epoch)
                .flatMap(pod -> pod.dead(endpoint).entrySet().stream())
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a.compareTo(b) > 0 ? a : b));
    }

    /** What we do not understand may be anything that takes memory: nothing is done beside it. */
    private ModelState state(ModelStatus status, Duration since) {
        return switch (status.state()) {
            case READY -> new ModelState.Ready();
            case LOADING -> hung(status.model(), since) ? new ModelState.Hung() : new ModelState.Loading();
            case UNKNOWN -> new ModelState.Loading();
            case UNLOADING -> new ModelState.Unloading(since);
            case UNLOADED -> new ModelState.Unloaded();
            case FAILED -> new ModelState.Failed(status.reason());
        };
    }

    /** What is not ours takes what time it likes. */
    private boolean hung(String model, Duration since) {
        return members().contains(model) && seen.memory().patience(model).exhausted(since);
    }

    private TableInForce table() {
        return seen.published()
                .map(published -> new TableInForce(
                        published.table().getEpoch(),
                        exact(published.table()),
                        Duration.between(published.since(), seen.now())))
                .orElseGet(TableInForce::none);
    }

    private static Map<String, Set<String>> exact(RoutingTable table) {
        Map<String, Set<String>> exact = new HashMap<>();
        for (ModelRoute route : table.getModelsList()) {
            if (route.getState() == RouteState.EXACT) {
                route.getEndpointsList().forEach(endpoint -> exact.computeIfAbsent(endpoint, name -> new HashSet<>())
                        .add(route.getModel()));
            }
        }
        return exact;
    }

    private ObservedPod pod(RuntimePod pod) {
        Map<Placement, Long> inFlight = new HashMap<>();
        for (TritonEndpoint endpoint : seen.endpoints()) {
            members()
                    .forEach(model ->
                            inFlight.put(new Placement(endpoint.name(), model), pod.inFlight(endpoint.name(), model)));
        }
        return new ObservedPod(pod.name(), pod.ready(), pod.epoch(seen.spec().uid()), inFlight);
    }
}
