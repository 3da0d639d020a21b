package dev.mlink.operator.group;

import dev.mlink.api.v1alpha1.ModelGroup;
import dev.mlink.api.v1alpha1.status.ModelGroupStatus;
import dev.mlink.operator.group.decision.Costs;
import dev.mlink.operator.group.observation.EscalationEndpoint;
import dev.mlink.operator.group.observation.JobState;
import dev.mlink.operator.group.observation.Observation;
import dev.mlink.operator.group.observation.Published;
import dev.mlink.operator.group.observation.RuntimePod;
import dev.mlink.operator.group.observation.TritonEndpoint;
import dev.mlink.operator.group.resource.MemoryReader;
import dev.mlink.operator.group.resource.SpecReader;
import dev.mlink.operator.group.spec.EscalationService;
import dev.mlink.operator.group.spec.GroupMemory;
import dev.mlink.operator.group.spec.GroupSpec;
import dev.mlink.operator.group.spec.LinkDeclaration;
import dev.mlink.operator.kubernetes.Cluster;
import dev.mlink.operator.kubernetes.KnownTrainings;
import dev.mlink.operator.kubernetes.ManagedTritonPods;
import dev.mlink.operator.kubernetes.PublishedRouting;
import dev.mlink.operator.kubernetes.RuntimePods;
import dev.mlink.operator.kubernetes.TritonContainers;
import dev.mlink.operator.kubernetes.TritonEndpoints;
import dev.mlink.operator.planning.instances.Backlog;
import dev.mlink.operator.resources.GroupChildren;
import dev.mlink.operator.resources.GroupNames;
import dev.mlink.operator.runtime.RuntimeAddress;
import dev.mlink.operator.runtime.RuntimeControl;
import dev.mlink.operator.triton.MemoryMeter;
import dev.mlink.operator.triton.MetricsPage;
import dev.mlink.operator.triton.TritonControl;
import dev.mlink.triton.TritonAddress;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;

/** Looks at everything that a pass may depend on, and changes nothing. */
final class GroupObserver {

    private final TritonContainers containers;
    private final TritonControl triton;
    private final TritonDoor door;
    private final RuntimeControl runtime;
    private final MemoryMeter meter;
    private final OperatorSettings settings;
    private final Executor helpers;
    private final Clock clock;
    private final QueueObserver queues;
    private final TransitObserver transits;

    /**
     * @param triton for what is asked without being let in, its metrics
     * @param door lets a group in to its Tritons
     * @param helpers for what is looked at beside something else: models are predicted while a switch looks
     */
    GroupObserver(
            KubernetesClient client,
            TritonControl triton,
            TritonDoor door,
            RuntimeControl runtime,
            MemoryMeter meter,
            OperatorSettings settings,
            Executor helpers,
            Clock clock) {
        this.containers = new TritonContainers(client);
        this.triton = triton;
        this.door = door;
        this.runtime = runtime;
        this.meter = meter;
        this.settings = settings;
        this.helpers = helpers;
        this.clock = clock;
        this.queues = new QueueObserver(triton::metrics, clock);
        this.transits = new TransitObserver(clock);
    }

    /** One look at the world around a group, with the API server's part of it as {@code cluster} has it. */
    Observation observe(ModelGroup group, Cluster cluster) {
        GroupSpec spec = new SpecReader().read(group);
        GroupMemory memory = new MemoryReader().read(group.reported().orElse(ModelGroupStatus.EMPTY));
        GroupNames names = new GroupNames(spec.namespace(), spec.name());
        Aside<List<RuntimePod>> pods = Aside.of(helpers, () -> pods(new RuntimePods(cluster, names), memory));
        Aside<Optional<Published>> published = Aside.of(helpers, () -> new PublishedRouting(cluster, names)
                .read()
                .filter(table -> table.table().getGroupUid().equals(spec.uid())));
        List<TritonEndpoint> endpoints = endpoints(
                cluster,
                new TritonObserver(
                        door.of(group),
                        containers,
                        meter,
                        transits,
                        spec,
                        Optional.of(group.getSpec().budget().device())
                                .filter(device ->
                                        new Costs(spec, memory).known().size()
                                                < spec.models().size()),
                        published::get));
        return new Observation(
                spec,
                memory,
                links(group, cluster),
                new OwnedObjects(new GroupChildren(group, settings.runtimeImage()), cluster).outdated(clock.instant()),
                published.get(),
                pods.get(),
                endpoints,
                spec.triton().managed() ? new ManagedTritonPods(cluster, names).troubles() : List.of(),
                spec.escalation()
                        .map(service -> escalation(cluster, spec.namespace(), service))
                        .orElse(List.of()),
                memory.training()
                        .filter(known -> known.progress() == GroupMemory.Progress.RUNNING)
                        .map(training -> new KnownTrainings(cluster, names).state(training.id()))
                        .orElseGet(JobState.Absent::new),
                new NeighbourObserver(cluster).of(group, endpoints, endpoint -> deviceBytes(group, spec, endpoint)),
                clock.instant());
    }

    /** Lets go of what earlier looks at a group have told, once there will be none any more. */
    void forget(ModelGroup group) {
        queues.forget(group.getMetadata().getUid());
        transits.forget(group.getMetadata().getUid());
    }

    private static List<LinkDeclaration> links(ModelGroup group, Cluster cluster) {
        return cluster
                .links(group.getMetadata().getNamespace(), group.getMetadata().getName())
                .stream()
                .filter(link -> link.getMetadata().getDeletionTimestamp() == null)
                .map(link -> new SpecReader().read(link, group))
                .toList();
    }

    private List<RuntimePod> pods(RuntimePods pods, GroupMemory memory) {
        String profile = memory.profile().map(GroupMemory.Profile::id).orElse("");
        String training = memory.training()
                .filter(known -> known.progress() == GroupMemory.Progress.RUNNING)
                .map(GroupMemory.Training::id)
                .orElse("");
        return pods.token().stream()
                .flatMap(token ->
                        pods.addressable().stream().map(pod -> pod(pod, pods.admin(pod, token), profile, training)))
                .toList();
    }

    private RuntimePod pod(Pod pod, RuntimeAddress admin, String profile, String training) {
        return new RuntimePod(
                pod.getMetadata().getName(),
                admin,
                RuntimePods.ready(pod),
                pod.getMetadata().getDeletionTimestamp() != null,
                Instant.parse(pod.getMetadata().getCreationTimestamp()),
                runtime.status(admin, profile, training));
    }

    private List<TritonEndpoint> endpoints(Cluster cluster, TritonObserver observer) {
        List<TritonEndpoints.Address> ready = ready(observer.spec(), cluster);
        Map<String, Map<String, Backlog>> backlogs = backlogs(observer.spec(), ready);
        return ready.stream()
                .map(address -> observer.look(address, backlogs.getOrDefault(address.name(), Map.of())))
                .toList();
    }

    /** The Tritons behind a group's Service. */
    static List<TritonEndpoints.Address> ready(GroupSpec spec, Cluster cluster) {
        Map<String, String> labels = spec.triton().managed()
                ? new GroupNames(spec.namespace(), spec.name()).labels(GroupNames.TRITON_COMPONENT)
                : Map.of();
        return new TritonEndpoints(cluster, spec.namespace(), spec.triton().name(), labels).ready();
    }

    private static List<EscalationEndpoint> escalation(Cluster cluster, String namespace, EscalationService service) {
        return new TritonEndpoints(cluster, namespace, service.name())
                .ready().stream()
                        .map(address -> new EscalationEndpoint(
                                address.name(),
                                new TritonAddress(address.host(), service.grpcPort()),
                                new TritonAddress(address.host(), service.httpPort())))
                        .toList();
    }

    private Map<String, Map<String, Backlog>> backlogs(GroupSpec spec, List<TritonEndpoints.Address> ready) {
        return spec.models().stream().anyMatch(model -> model.instances().isPresent())
                ? queues.look(
                        spec.uid(),
                        ready.stream()
                                .collect(Collectors.toMap(
                                        TritonEndpoints.Address::name,
                                        address -> new TritonAddress(
                                                address.host(), spec.triton().metricsPort()))))
                : Map.of();
    }

    /** What the models of one Triton can take together at most; 0 where nobody says. */
    private long deviceBytes(ModelGroup group, GroupSpec spec, TritonEndpoint endpoint) {
        TritonAddress metrics =
                new TritonAddress(endpoint.grpc().host(), spec.triton().metricsPort());
        return switch (group.getSpec().budget().device()) {
            case GPU -> triton.metrics(metrics)
                    .answer()
                    .map(MetricsPage::gpuTotalBytes)
                    .orElse(0L);
            case CPU -> containers.memoryLimit(
                    spec.namespace(), endpoint.name(), spec.triton().grpcPort());
        };
    }
}
