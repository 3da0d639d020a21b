package dev.mlink.runtime.routing;

import io.grpc.Status;

/**
 * The version a client asks for.
 *
 * @param text as the client wrote it; empty leaves the choice to the server
 */
record ModelVersion(String text) {

    /**
     * Requires that a remembered model has this version.
     *
     * @param available the version that is answered for
     * @throws Refusal in Triton's words
     */
    void require(String model, String available) {
        if (!is(available)) {
            throw new Refusal(Status.NOT_FOUND.withDescription(
                    "Request for unknown model: '" + model + "' version " + number() + " is not found"));
        }
    }

    /** Whether this version is meant; the server's choice is. */
    boolean is(String available) {
        return text.isEmpty() || number() == number(available);
    }

    /** @throws Refusal in Triton's words for what is no version */
    void requireNumber() {
        if (!text.isEmpty()) {
            number();
        }
    }

    private static long number(String version) {
        return new ModelVersion(version).number();
    }

    private long number() {
        long number;
        try {
            number = Long.parseLong(text);
        } catch (NumberFormatException none) {
            throw Refusal.invalid("failed to get model version from specified version string '" + text
                    + "' (details: stol), version should be an integral value > 0");
        }
        if (number < 0) {
            throw Refusal.invalid(
                    "invalid model version specified '" + text + "' , version should be an integral value > 0");
        }
        return number;
    }
}
