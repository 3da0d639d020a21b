package dev.mlink.runtime.upstream;

import io.grpc.Status;

/**
 * What a unary call of gRPC gave.
 *
 * @param status OK, or why there is no message
 * @param message the encoded answer; empty unless the status is OK
 */
public record GrpcAnswer(Status status, byte[] message) {
    private static final byte[] NONE = {};

    /** An answer without a message. */
    public static GrpcAnswer failed(Status status) {
        return new GrpcAnswer(status, NONE);
    }
}
