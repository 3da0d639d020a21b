package dev.mlink.triton;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a Triton asks for before it answers, as Secrets hold it.
 *
 * @param tls how its gRPC port is encrypted; empty where it is in plain text
 * @param keys of its restricted APIs
 */
public record TritonAccess(Optional<Tls> tls, List<RestrictedApi> keys) {
    private static final String AUTHORITY = "ca.crt";
    private static final String CERTIFICATE = "tls.crt";
    private static final String KEY = "tls.key";

    public TritonAccess {
        keys = List.copyOf(keys);
    }

    /** To a Triton that asks for nothing. */
    public static TritonAccess open() {
        return new TritonAccess(Optional.empty(), List.of());
    }

    /**
     * Encrypted, as files in PEM say: {@code ca.crt} leads to Triton's certificate; {@code tls.crt} and {@code tls.key}, where
     * they are there, are shown to it.
     *
     * @param serverName the name that Triton's certificate must bear
     * @throws IllegalArgumentException naming the file that is missing
     */
    public TritonAccess encrypted(Map<String, ByteString> files, String serverName) {
        require(files.containsKey(AUTHORITY), AUTHORITY + " is missing: write the certificates that Triton's leads to");
        require(
                files.containsKey(CERTIFICATE) == files.containsKey(KEY),
                (files.containsKey(KEY) ? CERTIFICATE : KEY) + " is missing: write both " + CERTIFICATE + " and " + KEY
                        + " where Triton asks for a certificate, else none");
        Optional<Tls.Identity> identity = files.containsKey(KEY)
                ? Optional.of(new Tls.Identity(files.get(CERTIFICATE), files.get(KEY)))
                : Optional.empty();
        return new TritonAccess(Optional.of(new Tls(files.get(AUTHORITY), identity, Optional.of(serverName))), keys);
    }

    /**
     * With keys, each under the name that it has in Triton's flag.
     *
     * @throws IllegalArgumentException for a name that is no header, or for none at all
     */
    public TritonAccess keyed(Map<String, ByteString> named) {
        require(!named.isEmpty(), "it is empty: write the key of Triton's flag with its value");
        return new TritonAccess(
                tls,
                named.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(key -> new RestrictedApi(
                                key.getKey(), key.getValue().toStringUtf8().strip()))
                        .toList());
    }

    /** @throws IllegalArgumentException when a certificate or key is none */
    public void requireReadable() {
        tls.ifPresent(Tls::requireReadable);
    }

    /** The same without the keys: for what is asked in somebody else's name. */
    public TritonAccess withoutKeys() {
        return new TritonAccess(tls, List.of());
    }

    private static void require(boolean holds, String fault) {
        if (!holds) {
            throw new IllegalArgumentException(fault);
        }
    }
}
