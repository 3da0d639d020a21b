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

    /** @throws IllegalArgumentException for a key that is no header name */
    public RestrictedApi {
        if (!key.matches("[a-z0-9_.-]+")) {
            throw new IllegalArgumentException(
                    "restricted-API key is '" + key + "': write the key of Triton's flag in lower case");
        }
    }

    Metadata headers() {
        Metadata headers = new Metadata();
        headers.put(Metadata.Key.of(PREFIX + key, Metadata.ASCII_STRING_MARSHALLER), value);
        return headers;
    }

    /** The value is a secret. */
    @Override
    public String toString() {
        return "RestrictedApi[key=" + key + "]";
    }
}
