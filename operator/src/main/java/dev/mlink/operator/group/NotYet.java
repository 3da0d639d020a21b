package dev.mlink.operator.group;

/** What the rest of a plan waits for has not come in time: nothing has failed, and the next look decides how to go on. */
final class NotYet extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotYet(String awaited) {
        super(awaited);
    }
}
