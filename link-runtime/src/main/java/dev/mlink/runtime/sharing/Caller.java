package dev.mlink.runtime.sharing;

import io.grpc.Context;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Who asks, as far as it can be told: nothing is ever shared between different callers.
 *
 * @param principal the subject of the certificate that was shown; empty where none was
 * @param headers by name in lower case, those that may tell who asks or what is asked
 */
public record Caller(String principal, Map<String, String> headers) {
    private static final Caller NOBODY = new Caller("", Map.of());
    private static final Context.Key<Supplier<Caller>> KEY = Context.keyWithDefault("mlink-caller", () -> NOBODY);

    public Caller {
        headers = Map.copyOf(headers);
    }

    /** The caller for whom a scope was made. */
    public static Caller of(Context scope) {
        return KEY.get(scope).get();
    }

    /**
     * A scope within which somebody asks.
     *
     * @param caller is found out only where something may be shared
     */
    public static Context asking(Context scope, Supplier<Caller> caller) {
        return scope.withValue(KEY, caller);
    }
}
