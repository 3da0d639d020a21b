package dev.mlink.api.testing;

import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;

/**
 * This machine in the place of the pod behind a Service.
 *
 * @param address not the loopback, which an EndpointSlice may not name
 */
public record OwnEndpoint(String address) {

    /** The first address that serves. */
    public static OwnEndpoint find() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(Inet4Address.class::isInstance)
                    .filter(one -> !one.isLoopbackAddress() && !one.isLinkLocalAddress())
                    .map(InetAddress::getHostAddress)
                    .findFirst()
                    .map(OwnEndpoint::new)
                    .orElseThrow(() -> new IllegalStateException(
                            "this machine has no IPv4 address besides the loopback; add one, for example"
                                    + " `ip addr add 10.88.0.1/32 dev lo`"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The only endpoint of a Service, and ready. */
    public EndpointSlice of(String namespace, String service) {
        return new EndpointSliceBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(service + "-1")
                .addToLabels("kubernetes.io/service-name", service)
                .endMetadata()
                .withAddressType("IPv4")
                .addNewEndpoint()
                .withAddresses(address)
                .withNewConditions()
                .withReady(true)
                .endConditions()
                .endEndpoint()
                .build();
    }
}
