package dev.mlink.runtime.propagation;

import io.grpc.Status;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import java.util.EnumSet;
import java.util.Set;

/**
 * How a span ends, in the words of OpenTelemetry's conventions; what a client has done wrong is no error of the server.
 * Ending twice is harmless: what is told first counts. What a model says of its failure may quote its input, so a status is
 * told by its code.
 *
 * @param span to be ended
 * @param ofServer whether it is a server's
 */
public record Endings(Span span, boolean ofServer) {
    private static final AttributeKey<Long> GRPC_STATUS = AttributeKey.longKey("rpc.grpc.status_code");
    private static final AttributeKey<Long> HTTP_STATUS = AttributeKey.longKey("http.response.status_code");
    private static final int CLIENT_ERRORS = 400;
    private static final int SERVER_ERRORS = 500;

    private static final Set<Status.Code> FAULTS_OF_A_SERVER = EnumSet.of(
            Status.Code.UNKNOWN,
            Status.Code.DEADLINE_EXCEEDED,
            Status.Code.UNIMPLEMENTED,
            Status.Code.INTERNAL,
            Status.Code.UNAVAILABLE,
            Status.Code.DATA_LOSS);

    public void with(Status status) {
        boolean failed = ofServer ? FAULTS_OF_A_SERVER.contains(status.getCode()) : !status.isOk();
        span.setAttribute(GRPC_STATUS, (long) status.getCode().value());
        end(failed, "");
    }

    public void with(int httpStatus) {
        span.setAttribute(HTTP_STATUS, (long) httpStatus);
        end(httpStatus >= (ofServer ? SERVER_ERRORS : CLIENT_ERRORS), "");
    }

    /** Without an answer. */
    public void lost(String why) {
        end(true, why);
    }

    private void end(boolean failed, String why) {
        if (failed) {
            span.setStatus(StatusCode.ERROR, why);
        }
        span.end();
    }
}
