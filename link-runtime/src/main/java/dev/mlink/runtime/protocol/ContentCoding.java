package dev.mlink.runtime.protocol;

import dev.mlink.runtime.routing.Refusal;
import io.grpc.Status;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.function.LongConsumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

/** Inflates bodies that came compressed, as far as there is room: what comes out is counted while it does. */
final class ContentCoding {
    private static final int CHUNK = 64 << 10;

    static final String UNSUPPORTED = "Unsupported compression type";

    private static final int GZIP_MAGIC = 0x1f;

    /**
     * What a body holds; nothing where it is not compressed as it says, which is what Triton makes of it. Either name is
     * taken for both formats.
     *
     * @param growth told how many bytes there are before each more is kept; what it throws ends it
     * @throws Refusal UNIMPLEMENTED for a coding that Triton does not take either
     */
    Buffer inflate(String coding, Buffer body, LongConsumer growth) {
        try {
            return switch (coding.toLowerCase(Locale.ROOT)) {
                case "", "identity" -> body;
                case "gzip", "deflate" -> all(body, growth);
                default -> throw new Refusal(Status.UNIMPLEMENTED.withDescription(UNSUPPORTED));
            };
        } catch (IOException broken) {
            return Buffer.buffer();
        }
    }

    private static Buffer all(Buffer body, LongConsumer growth) throws IOException {
        boolean gzip = body.length() > 0 && body.getByte(0) == GZIP_MAGIC;
        return all(gzip ? new GZIPInputStream(in(body)) : new InflaterInputStream(in(body)), growth);
    }

    private static InputStream in(Buffer body) {
        return new ByteArrayInputStream(body.getBytes());
    }

    private static Buffer all(InputStream in, LongConsumer growth) throws IOException {
        try (in) {
            Buffer inflated = Buffer.buffer();
            for (byte[] chunk = in.readNBytes(CHUNK); chunk.length > 0; chunk = in.readNBytes(CHUNK)) {
                growth.accept(inflated.length() + chunk.length);
                inflated.appendBytes(chunk);
            }
            return inflated;
        }
    }
}
