package dev.mlink.operator.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.mlink.admin.v1alpha1.RouteAcknowledgement;
import dev.mlink.admin.v1alpha1.RoutingTable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A port whose queue is full answers nothing at all, like a pod that is gone. */
class GrpcRuntimeControlTest {

    private static final int BRIEF = 200;

    private final List<Socket> queue = new ArrayList<>();
    private final GrpcRuntimeControl runtime = new GrpcRuntimeControl();
    private ServerSocket silent;

    @BeforeEach
    void fillTheQueue() throws IOException {
        silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        boolean room = true;
        while (room) {
            Socket next = new Socket();
            queue.add(next);
            room = connects(next);
        }
    }

    @AfterEach
    void close() throws IOException {
        runtime.close();
        for (Socket socket : queue) {
            socket.close();
        }
        silent.close();
    }

    @Test
    void whoDoesNotConnectDoesNotHoldUpATable() {
        RuntimeAddress gone =
                RuntimeAddress.plain(silent.getInetAddress().getHostAddress(), silent.getLocalPort(), "token");

        RuntimeReply<RouteAcknowledgement> reply = assertTimeout(
                Duration.ofSeconds(20),
                () -> runtime.route(gone, RoutingTable.getDefaultInstance()),
                "Netty waits 30 s");

        assertThat(reply).isInstanceOf(RuntimeReply.Unreachable.class);
    }

    private boolean connects(Socket socket) throws IOException {
        try {
            socket.connect(silent.getLocalSocketAddress(), BRIEF);
            return true;
        } catch (SocketTimeoutException full) {
            return false;
        }
    }
}
