package dev.mlink.runtime.propagation;

import io.grpc.Metadata;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The metadata of a call as what carries a trace. */
public final class GrpcCarrier implements TextMapGetter<Metadata>, TextMapSetter<Metadata> {

    /** Made once: a request is asked for all of them. */
    private static final Map<String, Metadata.Key<String>> KEYS = Stream.of("traceparent", "tracestate", "baggage")
            .collect(Collectors.toUnmodifiableMap(name -> name, GrpcCarrier::key));

    @Override
    public Iterable<String> keys(Metadata metadata) {
        return metadata.keys();
    }

    @Override
    public String get(Metadata metadata, String name) {
        return metadata.get(Optional.ofNullable(KEYS.get(name)).orElseGet(() -> key(name)));
    }

    @Override
    public void set(Metadata metadata, String name, String value) {
        metadata.put(key(name), value);
    }

    static Metadata.Key<String> key(String name) {
        return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    }
}
