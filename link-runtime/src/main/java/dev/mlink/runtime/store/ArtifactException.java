package dev.mlink.runtime.store;

import java.io.IOException;

/** An artefact that must not be used; the reason tells a missing one from a damaged one. */
public final class ArtifactException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Reason {
        /** No such artefact in the store. */
        MISSING,
        /** The content is not what its digest promises, or is no artefact at all. */
        CORRUPT,
        /** Written by a newer version. */
        UNSUPPORTED
    }

    private final Reason reason;

    ArtifactException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
