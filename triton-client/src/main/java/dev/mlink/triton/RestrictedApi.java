package dev.mlink.triton;

import io.grpc.Metadata;

/**
 * The header of Triton's {@code --grpc-restricted-protocol=…:<key>=<value>}.
 *
 * @param key as in the flag, in lower case
 * @param value what Triton compares with
 */
public record RestrictedApi(String key, String value) {
    private static final String PREFIX = "triton-grpc-protocol-";

    /** @throws IllegalArgumentException for a key or a value that no header has */
    public RestrictedApi {
        require(
                key.matches("[a-z0-9_.-]+(?<!-bin)"), // what ends so is binary to gRPC
                "restricted-API key is '" + key + "': write the key of Triton's flag in lower case");
        require(
                value.matches("[ -~]*"),
                "the value of restricted-API key '" + key
                        + "' has characters that no header has: write printable ASCII");
    }

    private static void require(boolean holds, String fault) {
        if (!holds) {
            throw new IllegalArgumentException(fault);
        }
    }

    /** What it is sent as. */
    public String header() {
        return PREFIX + key;
    }

    Metadata headers() {
        Metadata headers = new Metadata();
        headers.put(Metadata.Key.of(header(), Metadata.ASCII_STRING_MARSHALLER), value);
        return headers;
    }

    /** The value is a secret. */
    @Override
    public String toString() {
        return "RestrictedApi[key=" + key + "]";
    }
}
