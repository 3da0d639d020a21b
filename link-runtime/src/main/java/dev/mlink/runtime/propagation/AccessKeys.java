package dev.mlink.runtime.propagation;

import io.grpc.Context;
import io.grpc.Metadata;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The keys that a client shows for Triton's restricted APIs ({@code --grpc-restricted-protocol}). Whatever is executed for
 * it is executed with them, so that Triton refuses it what it may not have.
 *
 * @param headers by name in lower case
 */
public record AccessKeys(Map<String, String> headers) {
    /** What may be metadata of gRPC in text. */
    private static final Pattern ONE = Pattern.compile("triton-grpc-protocol-[0-9a-z_.-]*(?<!-bin)");

    private static final Context.Key<Supplier<AccessKeys>> KEY = Context.key("mlink-access-keys");

    public AccessKeys {
        headers = Map.copyOf(headers);
    }

    /** Whether a header is one, of either protocol. */
    public static boolean isOne(String header) {
        return ONE.matcher(header).matches();
    }

    /** Those that were shown by the client whose scope it is; empty in a scope that is no client's. */
    public static Optional<AccessKeys> of(Context scope) {
        return Optional.ofNullable(KEY.get(scope)).map(Supplier::get);
    }

    /** @param keys are looked for only where Triton is called */
    public static Context shown(Context scope, Supplier<AccessKeys> keys) {
        return scope.withValue(KEY, keys);
    }

    static Context alike(Context scope, Context other) {
        // and nothing else of who has shown them
        return of(other).map(keys -> scope.withValue(KEY, () -> keys)).orElse(scope);
    }

    /** The names: the values are secrets. */
    @Override
    public String toString() {
        return "keys " + headers.keySet();
    }

    /** As a call's own. */
    public Metadata metadata() {
        Metadata metadata = new Metadata();
        headers.forEach((name, value) -> metadata.put(GrpcCarrier.key(name), value));
        return metadata;
    }
}
