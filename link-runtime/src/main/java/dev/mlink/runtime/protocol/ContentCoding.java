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

    static final String UNSUPPORTED = "Unsupported compression type";

    private static final int GZIP_MAGIC = 0x1f;

    /**
     * What a body holds; nothing where it is not compressed as it says, which is what Triton makes of it. Either name is
     * taken for both formats.
     *
     * @throws Refusal UNIMPLEMENTED for a coding that Triton does not take either
     */
    Buffer inflate(String coding, Buffer body) {
        try {
            return switch (coding.toLowerCase(Locale.ROOT)) {
                case "", "identity" -> body;
                case "gzip", "deflate" -> Buffer.buffer(all(body));
                default -> throw new Refusal(Status.UNIMPLEMENTED.withDescription(UNSUPPORTED));
            };
        } catch (IOException broken) {
            return Buffer.buffer();
        }
    }

    private static byte[] all(Buffer body) throws IOException {
        boolean gzip = body.length() > 0 && body.getByte(0) == GZIP_MAGIC;
        return all(gzip ? new GZIPInputStream(in(body)) : new InflaterInputStream(in(body)));
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
