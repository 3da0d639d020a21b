package dev.mlink.runtime.admin;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;

/** Lets only callers in who show the token of a file, which is read anew so that it may be changed at any time. */
final class BearerToken implements ServerInterceptor {
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    private static final String SCHEME = "Bearer ";

    private final Path file;

    BearerToken(Path file) {
        this.file = file;
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        String shown = headers.get(AUTHORIZATION);
        if (shown != null && shown.startsWith(SCHEME) && matches(shown.substring(SCHEME.length()))) {
            return next.startCall(call, headers);
        }
        call.close(
                Status.UNAUTHENTICATED.withDescription(
                        "show the token of the group's admin Secret as 'authorization: Bearer <token>'"),
                new Metadata());
        return new ServerCall.Listener<>() {};
    }

    /** Takes the same time wherever the first difference is. */
    private boolean matches(String token) {
        try {
            byte[] expected = Files.readString(file).strip().getBytes(StandardCharsets.UTF_8);
            return expected.length > 0 && MessageDigest.isEqual(expected, token.getBytes(StandardCharsets.UTF_8));
        } catch (IOException absent) {
            return false;
        }
    }
}
