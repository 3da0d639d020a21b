package dev.mlink.operator.group;

import dev.mlink.admin.v1alpha1.RouteState;
import dev.mlink.api.v1alpha1.spec.Device;
import dev.mlink.operator.group.observation.InstanceGroups;
import dev.mlink.operator.group.observation.Published;
import dev.mlink.operator.group.observation.TritonEndpoint;
import dev.mlink.operator.group.spec.GroupSpec;
import dev.mlink.operator.kubernetes.TritonContainers;
import dev.mlink.operator.kubernetes.TritonEndpoints;
import dev.mlink.operator.planning.instances.Backlog;
import dev.mlink.operator.planning.placement.Seat;
import dev.mlink.operator.triton.MemoryMeter;
import dev.mlink.operator.triton.MemoryReading;
import dev.mlink.operator.triton.MeteredTriton;
import dev.mlink.operator.triton.ModelDescription;
import dev.mlink.operator.triton.ModelState;
import dev.mlink.operator.triton.RepositoryIndex;
import dev.mlink.operator.triton.TritonControl;
import dev.mlink.operator.triton.TritonReply;
import dev.mlink.triton.TritonAddress;
import io.fabric8.kubernetes.api.model.Container;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Looks at the Tritons of one group.
 *
 * @param triton as the group is let in there
 * @param measure where memory is read, where it has to be
 * @param published the table in force, asked for only where a model is loaded
 */
record TritonObserver(
        TritonControl triton,
        TritonContainers containers,
        MemoryMeter meter,
        TransitObserver transits,
        GroupSpec spec,
        Optional<Device> measure,
        Supplier<Optional<Published>> published) {

    /** One of them, with what waits there for its models. */
    TritonEndpoint look(TritonEndpoints.Address address, Map<String, Backlog> backlogs) {
        TritonAddress grpc = new TritonAddress(address.host(), spec.triton().grpcPort());
        TritonReply<RepositoryIndex> index = triton.index(grpc);
        Map<String, ModelDescription> descriptions = index.answer()
                .map(models -> descriptions(address.name(), grpc, models))
                .orElse(Map.of());
        Map<String, List<Seat>> seats = spec.placed() ? seats(grpc, index) : Map.of();
        MemoryReading memory = measure.isPresent()
                ? meter.read(metered(address, measure.get()))
                : new MemoryReading.NotMeasured("every cost is known");
        return new TritonEndpoint(
                address.name(),
                grpc,
                spec.triton().httpPort(),
                index,
                memory,
                descriptions,
                seats,
                backlogs,
                transits.look(spec.uid(), address.name(), index));
    }

    private Map<String, ModelDescription> descriptions(String endpoint, TritonAddress grpc, RepositoryIndex models) {
        Set<Described> described = described(published.get());
        Map<String, ModelDescription> descriptions = new HashMap<>();
        models.in(ModelState.READY).stream()
                .filter(model -> spec.model(model).isPresent())
                .filter(model -> !described.contains(new Described(
                        endpoint, model, models.find(model).orElseThrow().newestVersion())))
                .forEach(model -> triton.describe(grpc, model)
                        .answer()
                        .ifPresent(description -> descriptions.put(model, description)));
        return descriptions;
    }

    /** Where models are loaded, as Triton says now: a model may have been changed in place since the last look. */
    private Map<String, List<Seat>> seats(TritonAddress grpc, TritonReply<RepositoryIndex> index) {
        InstanceGroups groups = new InstanceGroups(spec.devices());
        Map<String, List<Seat>> seats = new HashMap<>();
        index.answer().ifPresent(models -> models.in(ModelState.READY).stream()
                .filter(model -> spec.model(model).isPresent())
                .forEach(model -> triton.describe(grpc, model)
                        .answer()
                        .ifPresent(description -> seats.put(model, groups.seats(description.config())))));
        return seats;
    }

    private MeteredTriton metered(TritonEndpoints.Address address, Device device) {
        return new MeteredTriton(
                device,
                spec.namespace(),
                address.name(),
                device == Device.CPU
                        ? containers
                                .find(
                                        spec.namespace(),
                                        address.name(),
                                        spec.triton().grpcPort())
                                .map(Container::getName)
                                .orElse("")
                        : "",
                new TritonAddress(address.host(), spec.triton().metricsPort()));
    }

    /** A version of a model that an endpoint has and that the table in force describes, as it was when it was loaded. */
    private record Described(String endpoint, String model, String version) {}

    /** One that was loaded since is asked again what it is: the repository may have changed. */
    private static Set<Described> described(Optional<Published> published) {
        return published.stream()
                .flatMap(table -> table.table().getModelsList().stream())
                .filter(route -> !route.getConfig().isEmpty() && route.getState() == RouteState.EXACT)
                .flatMap(route -> route.getEndpointsList().stream()
                        .map(endpoint -> new Described(endpoint, route.getModel(), route.getVersion())))
                .collect(Collectors.toSet());
    }
}
