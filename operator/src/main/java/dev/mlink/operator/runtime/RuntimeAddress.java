package dev.mlink.operator.runtime;

/**
 * Where one runtime pod's admin port is, and what opens it.
 *
 * @param host the pod's address
 * @param port the admin port
 * @param token the bearer token of the group's admin Secret
 */
public record RuntimeAddress(String host, int port, String token) {

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
