package dev.mlink.runtime.protocol;

import dev.mlink.runtime.routing.Refusal;
import dev.mlink.runtime.upstream.HttpAnswer;
import io.grpc.Status;
import java.util.concurrent.CompletionException;
import java.util.regex.Pattern;

/** Failures as Triton answers them: always JSON, though on some paths it calls most of them plain text. */
final class HttpErrors {
    private static final Pattern PLAIN = Pattern.compile(".*/(infer|ready|live)");

    private HttpErrors() {}

    static HttpAnswer of(Throwable failure, String path) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        Status status = cause instanceof Refusal refusal ? refusal.status() : Status.fromThrowable(cause);
        String sentence = status.getDescription() == null ? cause.toString() : status.getDescription();
        HttpAnswer error = of(HttpStatus.of(status.getCode()), sentence, path);
        if (sentence.equals(ContentCoding.UNSUPPORTED)) {
            error.headers().set("Accept-Encoding", "gzip, deflate");
        }
        return error;
    }

    static HttpAnswer of(HttpStatus status, String sentence, String path) {
        boolean ofContent = status == HttpStatus.INTERNAL
                || status == HttpStatus.BAD_REQUEST && !sentence.startsWith(HttpInferBody.OUT_OF_RANGE);
        return ofContent || !PLAIN.matcher(path).matches()
                ? HttpAnswer.error(status.code(), sentence)
                : plain(status, sentence);
    }

    static HttpAnswer plain(HttpStatus status, String sentence) {
        HttpAnswer error = HttpAnswer.error(status.code(), sentence);
        error.headers().set("Content-Type", "text/plain");
        return error;
    }
}
