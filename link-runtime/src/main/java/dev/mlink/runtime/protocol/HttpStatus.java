package dev.mlink.runtime.protocol;

import io.grpc.Status;

/** The codes that are answered over HTTP, and Triton's mapping of failures to them; what it has no code for is its 500. */
enum HttpStatus {
    OK(200),
    BAD_REQUEST(400),
    UNAUTHENTICATED(401),
    FORBIDDEN(403),
    NOT_FOUND(404),
    METHOD_NOT_ALLOWED(405),
    TOO_MANY(429),
    INTERNAL(500),
    UNIMPLEMENTED(501),
    UNAVAILABLE(503),
    TIMEOUT(504);

    private final int code;

    HttpStatus(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static HttpStatus of(Status.Code failure) {
        return switch (failure) {
            case OK -> OK;
            case INVALID_ARGUMENT, UNKNOWN, ALREADY_EXISTS, CANCELLED -> BAD_REQUEST;
            case NOT_FOUND -> NOT_FOUND;
            case UNIMPLEMENTED -> UNIMPLEMENTED;
            case UNAVAILABLE -> UNAVAILABLE;
            case DEADLINE_EXCEEDED -> TIMEOUT;
            case RESOURCE_EXHAUSTED -> TOO_MANY;
            case UNAUTHENTICATED -> UNAUTHENTICATED;
            case PERMISSION_DENIED -> FORBIDDEN;
            default -> INTERNAL;
        };
    }
}
