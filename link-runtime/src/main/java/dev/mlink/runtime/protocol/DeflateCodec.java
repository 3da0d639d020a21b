package dev.mlink.runtime.protocol;

import io.grpc.Decompressor;
import java.io.InputStream;
import java.util.zip.InflaterInputStream;

/** Reads messages that clients compress with deflate, which Triton takes and gRPC for Java does not know by itself. */
final class DeflateCodec implements Decompressor {

    @Override
    public String getMessageEncoding() {
        return "deflate";
    }

    @Override
    public InputStream decompress(InputStream compressed) {
        return new InflaterInputStream(compressed);
    }
}
