package dev.mlink.operator.group;

import dev.mlink.api.v1alpha1.ModelGroup;
import dev.mlink.api.v1alpha1.spec.ModelSpec;
import dev.mlink.api.v1alpha1.status.ModelGroupStatus;
import dev.mlink.operator.group.observation.Neighbour;
import dev.mlink.operator.group.observation.Neighbourhood;
import dev.mlink.operator.group.observation.TritonEndpoint;
import dev.mlink.operator.group.resource.ClaimReport;
import dev.mlink.operator.kubernetes.Cluster;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** Looks at whom a group shares its Tritons with. */
record NeighbourObserver(Cluster cluster) {

    private static final Comparator<ModelGroup> BY_AGE = Comparator.<ModelGroup, String>comparing(
                    group -> group.getMetadata().getCreationTimestamp())
            .thenComparing(group -> group.getMetadata().getName());

    /** @param device memory of the device behind an endpoint, 0 where nobody says; asked only where it is shared */
    Neighbourhood of(ModelGroup group, List<TritonEndpoint> endpoints, ToLongFunction<TritonEndpoint> device) {
        Set<String> hosts =
                endpoints.stream().map(endpoint -> endpoint.grpc().host()).collect(Collectors.toSet());
        List<Neighbour> neighbours = cluster.neighbours(group, hosts).stream()
                .map(other -> neighbour(other, BY_AGE.compare(other, group) < 0))
                .toList();
        if (neighbours.isEmpty()) {
            return Neighbourhood.NONE;
        }
        return new Neighbourhood(neighbours, smallest(endpoints, device));
    }

    private static OptionalLong smallest(List<TritonEndpoint> endpoints, ToLongFunction<TritonEndpoint> device) {
        return endpoints.stream().mapToLong(device).filter(bytes -> bytes > 0).min();
    }

    private static Neighbour neighbour(ModelGroup other, boolean older) {
        return new Neighbour(
                other.getMetadata().getName(),
                older,
                other.getMetadata().getDeletionTimestamp() != null,
                ClaimReport.read(other.reported().orElse(ModelGroupStatus.EMPTY))
                        .claim(),
                other.getSpec().models().stream().map(ModelSpec::name).collect(Collectors.toSet()),
                other.getSpec().budget().bytes());
    }
}
