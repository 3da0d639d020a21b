package dev.mlink.runtime.federation;

/**
 * Weights that did not begin from the same numbers: the hidden units of such links stand in another order, and their mean
 * is nobody's link.
 */
public final class IncompatibleInitialisationException extends Exception {
    private static final long serialVersionUID = 1;

    IncompatibleInitialisationException(String message) {
        super(message);
    }
}
