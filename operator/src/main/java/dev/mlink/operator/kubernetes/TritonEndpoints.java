package dev.mlink.operator.kubernetes;

import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The ready endpoints behind a Service.
 *
 * @param labels of the Service, which Kubernetes copies to its slices; one of the same name without them is another's
 */
public record TritonEndpoints(Cluster cluster, String namespace, String service, Map<String, String> labels) {

    /** Behind a Service of that name, whoever made it. */
    public TritonEndpoints(Cluster cluster, String namespace, String service) {
        this(cluster, namespace, service, Map.of());
    }

    /** The label by which Kubernetes says whose endpoints a slice holds. */
    static final String SERVICE = "kubernetes.io/service-name";

    /**
     * One endpoint.
     *
     * @param name its pod's name, else its address
     */
    public record Address(String name, String host) {}

    /** Sorted by name. */
    public List<Address> ready() {
        TreeMap<String, Address> found = new TreeMap<>();
        Map<String, String> ours = new HashMap<>(labels);
        ours.put(SERVICE, service);
        cluster.labelled(EndpointSlice.class, namespace, ours).stream()
                .flatMap(TritonEndpoints::of)
                .filter(TritonEndpoints::ready)
                .map(TritonEndpoints::address)
                .forEach(address -> found.put(address.name(), address));
        return List.copyOf(found.values());
    }

    /** What a slice holds: that of a Service without pods says null. */
    static Stream<Endpoint> of(EndpointSlice slice) {
        return Optional.ofNullable(slice.getEndpoints()).stream().flatMap(List::stream);
    }

    /** An endpoint that says nothing is ready, as Kubernetes defines it. */
    private static boolean ready(Endpoint endpoint) {
        return endpoint.getConditions() == null
                || !Boolean.FALSE.equals(endpoint.getConditions().getReady());
    }

    private static Address address(Endpoint endpoint) {
        String host = endpoint.getAddresses().get(0);
        return new Address(
                endpoint.getTargetRef() == null ? host : endpoint.getTargetRef().getName(), host);
    }
}
