package dev.mlink.operator.group;

/** A step could not be done now; the pass ends here, and the next one looks again. */
public final class StepFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StepFailed(String reason) {
        super(reason);
    }
}
