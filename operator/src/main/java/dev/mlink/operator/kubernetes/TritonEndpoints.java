package dev.mlink.operator.kubernetes;

import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.TreeMap;

/** The ready endpoints behind the Service that a group names. */
public record TritonEndpoints(KubernetesClient client, String namespace, String service) {

    /**
     * One endpoint.
     *
     * @param name its pod's name, else its address
     */
    public record Address(String name, String host) {}

    /** Sorted by name. */
    public List<Address> ready() {
        TreeMap<String, Address> found = new TreeMap<>();
        client
                .discovery()
                .v1()
                .endpointSlices()
                .inNamespace(namespace)
                .withLabel("kubernetes.io/service-name", service)
                .list()
                .getItems()
                .stream()
                .map(EndpointSlice::getEndpoints)
                .flatMap(List::stream)
                .filter(TritonEndpoints::ready)
                .map(TritonEndpoints::address)
                .forEach(address -> found.put(address.name(), address));
        return List.copyOf(found.values());
    }

    /** Whether the Service exists at all. */
    public boolean exists() {
        return client.services().inNamespace(namespace).withName(service).get() != null;
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
