package dev.mlink.runtime.protocol;

import dev.mlink.runtime.routing.Refusal;
import dev.mlink.runtime.upstream.HttpAnswer;
import io.grpc.Status;
import java.util.concurrent.CompletionException;

/** Failures as Triton answers them: always JSON, though it calls some of them plain text. */
final class HttpErrors {
    private HttpErrors() {}

    static HttpAnswer of(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        Status status = cause instanceof Refusal refusal ? refusal.status() : Status.fromThrowable(cause);
        String sentence = status.getDescription() == null ? cause.toString() : status.getDescription();
        int code = HttpStatus.of(status.getCode()).code();
        boolean json = code == HttpStatus.BAD_REQUEST.code() && !sentence.startsWith(HttpInferBody.OUT_OF_RANGE)
                || code == HttpStatus.INTERNAL.code();
        HttpAnswer error = json ? HttpAnswer.error(code, sentence) : plain(code, sentence);
        if (sentence.equals(ContentCoding.UNSUPPORTED)) {
            error.headers().set("Accept-Encoding", "gzip, deflate");
        }
        return error;
    }

    static HttpAnswer plain(int code, String sentence) {
        HttpAnswer error = HttpAnswer.error(code, sentence);
        error.headers().set("Content-Type", "text/plain");
        return error;
    }
}
