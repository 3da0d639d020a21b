package dev.mlink.runtime.protocol;

import io.grpc.Metadata;
import java.util.HashMap;
import java.util.Map;

/** What the metadata of calls says. */
final class GrpcHeaders {
    static final Metadata.Key<String> EPOCH = key("mlink-epoch");

    private GrpcHeaders() {}

    /** What a client asks of MLink by names that begin with {@code mlink-}. */
    static Map<String, String> directives(Metadata headers) {
        Map<String, String> ours = new HashMap<>();
        for (String name : headers.keys()) {
            if (name.startsWith(DirectiveReader.HEADER_PREFIX)) {
                ours.put(name, headers.get(key(name)));
            }
        }
        return ours;
    }

    static Metadata.Key<String> key(String name) {
        return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    }
}
