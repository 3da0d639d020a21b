package dev.mlink.runtime.protocol;

import io.opentelemetry.context.propagation.TextMapGetter;
import io.vertx.core.MultiMap;

/** The headers of a request as what carries a trace. */
final class HttpCarrier implements TextMapGetter<MultiMap> {

    @Override
    public Iterable<String> keys(MultiMap headers) {
        return headers.names();
    }

    @Override
    public String get(MultiMap headers, String name) {
        return headers.get(name);
    }
}
