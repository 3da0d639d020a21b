package dev.mlink.operator.runtime;

import java.util.Optional;

/**
 * Where one runtime pod's admin port is, and what opens it.
 *
 * @param host the pod's address
 * @param port the admin port
 * @param token the bearer token of the group's admin Secret
 * @param encryption empty where the port is in plain text, as on pods that an earlier operator has made
 */
public record RuntimeAddress(String host, int port, String token, Optional<Encryption> encryption) {

    /**
     * Whom to believe that it is the pod.
     *
     * @param trusted certificates that the pod's must lead to, PEM; without one nobody is believed
     * @param authority the name that the pod's certificate must bear
     */
    public record Encryption(String trusted, String authority) {

        /** Long, and in every message otherwise. */
        @Override
        public String toString() {
            return authority;
        }
    }

    /** In plain text. */
    public static RuntimeAddress plain(String host, int port, String token) {
        return new RuntimeAddress(host, port, token, Optional.empty());
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
