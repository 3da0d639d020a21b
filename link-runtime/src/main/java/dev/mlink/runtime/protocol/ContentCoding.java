package dev.mlink.runtime.protocol;

import dev.mlink.runtime.routing.Refusal;
import io.grpc.Status;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

/** Inflates bodies that came compressed. */
final class ContentCoding {

    /** @throws Refusal UNIMPLEMENTED for a coding that Triton does not take either, INVALID_ARGUMENT for broken data */
    Buffer inflate(String coding, Buffer body) {
        try {
            return switch (coding.toLowerCase(Locale.ROOT)) {
                case "", "identity" -> body;
                case "gzip" -> Buffer.buffer(all(new GZIPInputStream(in(body))));
                case "deflate" -> Buffer.buffer(all(new InflaterInputStream(in(body))));
                default -> throw new Refusal(Status.UNIMPLEMENTED.withDescription(
                        "Unsupported Content-Encoding '" + coding + "'; write gzip or deflate"));
            };
        } catch (IOException broken) {
            throw Refusal.invalid("the body is not in Content-Encoding '" + coding + "': " + broken.getMessage());
        }
    }

    private static InputStream in(Buffer body) {
        return new ByteArrayInputStream(body.getBytes());
    }

    private static byte[] all(InputStream in) throws IOException {
        try (in) {
            return in.readAllBytes();
        }
    }
}
