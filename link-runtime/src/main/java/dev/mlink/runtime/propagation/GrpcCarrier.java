package dev.mlink.runtime.propagation;

import io.grpc.Metadata;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapSetter;

/** The metadata of a call as what carries a trace. */
public final class GrpcCarrier implements TextMapGetter<Metadata>, TextMapSetter<Metadata> {

    @Override
    public Iterable<String> keys(Metadata metadata) {
        return metadata.keys();
    }

    @Override
    public String get(Metadata metadata, String name) {
        return metadata.get(key(name));
    }

    @Override
    public void set(Metadata metadata, String name, String value) {
        metadata.put(key(name), value);
    }

    static Metadata.Key<String> key(String name) {
        return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    }
}
