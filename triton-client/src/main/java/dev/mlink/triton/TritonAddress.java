package dev.mlink.triton;

/**
 * Where a Triton listens for gRPC.
 *
 * @param host a DNS name or an IP address, IPv6 without brackets
 * @param port 1 to 65535
 */
public record TritonAddress(String host, int port) {
    private static final int MAX_PORT = 65_535;

    public TritonAddress {
        if (host.isBlank()) {
            throw new IllegalArgumentException("host is empty: name the machine, such as triton:8001");
        }
        if (port < 1 || port > MAX_PORT) {
            throw new IllegalArgumentException("port is " + port + ": write a number from 1 to " + MAX_PORT);
        }
    }

    /**
     * Reads {@code host:port}, an IPv6 address in brackets.
     *
     * @throws IllegalArgumentException with a sentence that quotes the text
     */
    public static TritonAddress parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 0 || text.contains("/") || !text.substring(colon + 1).matches("\\d{1,5}")) {
            throw new IllegalArgumentException("'" + text + "' is no address: write host:port, such as triton:8001");
        }
        String host = text.substring(0, colon);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        if (!bracketed && host.contains(":")) {
            throw new IllegalArgumentException(
                    "'" + text + "' is ambiguous: write an IPv6 address in brackets, such as [::1]:8001");
        }
        return new TritonAddress(
                bracketed ? host.substring(1, host.length() - 1) : host, Integer.parseInt(text.substring(colon + 1)));
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
