package dev.mlink.runtime.store;

import java.io.IOException;

/** The volume or the server does not do what the store asks; says what was asked, of what, and why it failed. */
public final class StoreUnavailableException extends IOException {
    private static final long serialVersionUID = 1L;

    public StoreUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
