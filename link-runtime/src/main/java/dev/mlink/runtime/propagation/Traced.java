package dev.mlink.runtime.propagation;

import io.grpc.Context;
import io.opentelemetry.api.trace.Span;

/**
 * A span that was begun.
 *
 * @param scope within which all belongs to it
 */
public record Traced(Context scope, Span span) {}
