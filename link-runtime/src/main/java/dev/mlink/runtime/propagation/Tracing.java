package dev.mlink.runtime.propagation;

import io.grpc.Context;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.util.Optional;

/**
 * Begins the spans of a request. A scope carries the span that it belongs to, so that calls to Triton within it are its
 * children. Where nobody collects spans, what a client's headers say of its trace goes on to Triton all the same.
 */
public final class Tracing {
    private static final Context.Key<io.opentelemetry.context.Context> TRACE =
            Context.keyWithDefault("mlink-trace", io.opentelemetry.context.Context.root());

    private final Tracer tracer;
    /** Those of W3C: what Triton understands. */
    private final TextMapPropagator headers =
            TextMapPropagator.composite(W3CTraceContextPropagator.getInstance(), W3CBaggagePropagator.getInstance());

    public Tracing(OpenTelemetry collected) {
        this.tracer = collected.getTracer("dev.mlink.runtime");
    }

    /** Nobody collects spans. */
    public static Tracing off() {
        return new Tracing(OpenTelemetry.noop());
    }

    /**
     * A request has arrived.
     *
     * @return empty where there is nothing to trace and nothing to hand on
     */
    public <C> Optional<Traced> arrived(Context scope, String name, C carrier, TextMapGetter<C> getter) {
        var client = headers.extract(io.opentelemetry.context.Context.root(), carrier, getter);
        Span span = tracer.spanBuilder(name)
                .setParent(client)
                .setSpanKind(SpanKind.SERVER)
                .startSpan();
        boolean nothing = client == io.opentelemetry.context.Context.root()
                && !span.getSpanContext().isValid();
        return nothing ? Optional.empty() : Optional.of(traced(scope, client, span));
    }

    /** A part of what a scope belongs to begins, such as one message of a stream. */
    public Traced part(Context scope, String name) {
        var whole = TRACE.get(scope);
        return traced(scope, whole, tracer.spanBuilder(name).setParent(whole).startSpan());
    }

    /** A call to a Triton begins; its headers are told what they have to carry. */
    public <C> Span departs(Context scope, String name, C carrier, TextMapSetter<C> setter) {
        var whole = TRACE.get(scope);
        Span span = tracer.spanBuilder(name)
                .setParent(whole)
                .setSpanKind(SpanKind.CLIENT)
                .startSpan();
        headers.inject(whole.with(span), carrier, setter);
        return span;
    }

    /** The span that a scope belongs to; one that takes anything and keeps nothing where there is none. */
    public static Span span(Context scope) {
        return Span.fromContext(TRACE.get(scope));
    }

    static Context alike(Context scope, Context other) {
        return scope.withValue(TRACE, TRACE.get(other));
    }

    private static Traced traced(Context scope, io.opentelemetry.context.Context whole, Span span) {
        return new Traced(scope.withValue(TRACE, whole.with(span)), span);
    }
}
