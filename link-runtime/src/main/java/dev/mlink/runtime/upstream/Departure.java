package dev.mlink.runtime.upstream;

import dev.mlink.runtime.propagation.Endings;
import io.grpc.Metadata;
import io.grpc.Status;
import io.opentelemetry.api.trace.Span;

/**
 * A gRPC call that leaves for a Triton.
 *
 * @param headers what goes on of its client's
 */
record Departure(Metadata headers, Span span) {

    void ended(Status status) {
        new Endings(span, false).with(status);
    }
}
