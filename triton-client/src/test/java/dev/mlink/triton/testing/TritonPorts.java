package dev.mlink.triton.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;

/** The three ports of one Triton on the loopback interface. */
record TritonPorts(int grpc, int http, int metrics) {
    static final String HOST = "127.0.0.1";

    /** Three that were free a moment ago; held together while they are looked for, so that they differ. */
    static TritonPorts free() {
        try (ServerSocket grpc = any();
                ServerSocket http = any();
                ServerSocket metrics = any()) {
            return new TritonPorts(grpc.getLocalPort(), http.getLocalPort(), metrics.getLocalPort());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    List<String> flags() {
        return List.of(
                "--grpc-address=" + HOST,
                "--http-address=" + HOST,
                "--grpc-port=" + grpc,
                "--http-port=" + http,
                "--metrics-port=" + metrics);
    }

    private static ServerSocket any() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getByName(HOST));
    }
}
