package dev.mlink.runtime.protocol;

import io.vertx.core.MultiMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The headers of an HTTP client: those that go to Triton, and those that are ours.
 *
 * @param headers as they came
 */
record ForwardedHeaders(MultiMap headers) {
    private static final String TYPE = "Content-Type";

    /** Triton 2.51 dies of a large form, which a body of tensors never is: the type says what the body holds. */
    MultiMap forTriton(String type) {
        MultiMap forwarded = MultiMap.caseInsensitiveMultiMap();
        headers.forEach(header -> {
            if (!ours(header.getKey())) {
                forwarded.add(header.getKey(), header.getValue());
            }
        });
        return forwarded.set(TYPE, type);
    }

    Map<String, String> ours() {
        Map<String, String> ours = new LinkedHashMap<>();
        headers.forEach(header -> {
            if (ours(header.getKey())) {
                ours.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue());
            }
        });
        return ours;
    }

    private static boolean ours(String name) {
        return name.toLowerCase(Locale.ROOT).startsWith(DirectiveReader.HEADER_PREFIX);
    }
}
