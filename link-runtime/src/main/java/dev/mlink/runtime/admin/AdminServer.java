package dev.mlink.runtime.admin;

import dev.mlink.runtime.evaluation.Evaluator;
import dev.mlink.runtime.profiling.Profiles;
import io.grpc.Server;
import io.grpc.ServerCredentials;
import io.grpc.ServerInterceptors;
import io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Executor;

/** The admin port, on which nothing is answered without the token. */
public final class AdminServer implements AutoCloseable {
    /** A table of 128 models carries their configurations. */
    private static final int MAX_MESSAGE = 64 << 20;

    private final Server server;

    /** @param workers calls read and write files, so they do not run on event loops */
    public AdminServer(
            int port,
            ServerCredentials credentials,
            Path token,
            TableInstaller installer,
            StatusReport status,
            Profiles profiles,
            Evaluator evaluator,
            Executor workers) {
        AdminService service = new AdminService(installer, status, profiles, evaluator);
        this.server = NettyServerBuilder.forPort(port, credentials)
                .executor(workers)
                .maxInboundMessageSize(MAX_MESSAGE)
                .addService(ServerInterceptors.intercept(service, new BearerToken(token)))
                .build();
    }

    public void start() throws IOException {
        server.start();
    }

    /** The port it listens on, which differs from the asked one only when that was 0. */
    public int port() {
        return server.getPort();
    }

    @Override
    public void close() {
        server.shutdownNow();
    }
}
