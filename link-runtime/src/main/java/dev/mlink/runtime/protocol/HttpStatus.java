package dev.mlink.runtime.protocol;

import io.grpc.Status;

/** Triton's mapping of failures to HTTP; what Triton has no code for follows its default, 500. */
final class HttpStatus {
    static final int OK = 200;
    static final int BAD_REQUEST = 400;
    static final int NOT_FOUND = 404;
    static final int METHOD_NOT_ALLOWED = 405;
    static final int UNAVAILABLE = 503;

    private HttpStatus() {}

    static int of(Status.Code code) {
        return switch (code) {
            case OK -> OK;
            case INVALID_ARGUMENT, UNKNOWN, ALREADY_EXISTS, CANCELLED -> BAD_REQUEST;
            case NOT_FOUND -> NOT_FOUND;
            case UNIMPLEMENTED -> 501;
            case UNAVAILABLE -> UNAVAILABLE;
            case DEADLINE_EXCEEDED -> 504;
            case RESOURCE_EXHAUSTED -> 429;
            case UNAUTHENTICATED -> 401;
            case PERMISSION_DENIED -> 403;
            default -> 500;
        };
    }
}
