package dev.mlink.runtime.propagation;

import io.grpc.Context;

/** All of this room that a scope carries. */
public record Propagated(Context scope) {

    /** Another scope that carries the same and ends on its own: what is executed for several outlives the first of them. */
    public Context alone() {
        return AccessKeys.alike(Tracing.alike(Context.ROOT, scope), scope);
    }
}
