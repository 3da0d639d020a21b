package dev.mlink.runtime.evaluation;

/** Something that an evaluation needs is not in the store (gRPC: NOT_FOUND). The message says what, and who writes it. */
public final class MissingEvidenceException extends RuntimeException {
    public MissingEvidenceException(String message) {
        super(message);
    }
}
