package dev.mlink.runtime.testing;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Frames of HTTP/2 on one socket, for what no client of gRPC would send (RFC 9113; header fields as literals, RFC 7541). */
public record BareHttp2(Socket socket) {
    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int SETTINGS = 4;
    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;
    private static final int STREAM = 1;

    /** Begins a call of gRPC and says how long its message will be, with the first bytes of it. */
    public void announce(String method, int length, byte[] beginning) throws IOException {
        socket.getOutputStream().write(PREFACE.getBytes(StandardCharsets.US_ASCII));
        frame(SETTINGS, 0, 0, new byte[0]);
        ByteArrayOutputStream fields = new ByteArrayOutputStream();
        literal(fields, ":method", "POST");
        literal(fields, ":scheme", "http");
        literal(fields, ":path", method);
        literal(fields, ":authority", "runtime");
        literal(fields, "content-type", "application/grpc");
        literal(fields, "te", "trailers");
        frame(HEADERS, END_HEADERS, STREAM, fields.toByteArray());
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(message);
        out.writeByte(0);
        out.writeInt(length);
        out.write(beginning);
        frame(DATA, 0, STREAM, message.toByteArray());
    }

    /** The header fields with which the other side ends the call, as they stand in the frame. */
    public String end() throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        while (true) {
            int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
            int type = in.readUnsignedByte();
            int flags = in.readUnsignedByte();
            in.readInt();
            byte[] payload = in.readNBytes(length);
            if (payload.length < length) {
                throw new EOFException("the connection ended within a frame");
            }
            if (type == HEADERS && (flags & END_STREAM) != 0) {
                return new String(payload, StandardCharsets.ISO_8859_1);
            }
        }
    }

    private void frame(int type, int flags, int stream, byte[] payload) throws IOException {
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        out.writeByte(payload.length >> 16);
        out.writeShort(payload.length);
        out.writeByte(type);
        out.writeByte(flags);
        out.writeInt(stream);
        out.write(payload);
        out.flush();
    }

    private static void literal(ByteArrayOutputStream fields, String name, String value) {
        fields.write(0);
        text(fields, name);
        text(fields, value);
    }

    private static void text(ByteArrayOutputStream fields, String text) {
        fields.write(text.length());
        fields.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }
}
