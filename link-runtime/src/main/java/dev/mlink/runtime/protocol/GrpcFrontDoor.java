package dev.mlink.runtime.protocol;

import dev.mlink.runtime.routing.Catalogue;
import dev.mlink.runtime.routing.Router;
import dev.mlink.runtime.routing.Statistics;
import dev.mlink.runtime.upstream.TritonGrpc;
import dev.mlink.triton.InferencePassThrough;
import dev.mlink.triton.wire.GRPCInferenceServiceGrpc;
import io.grpc.DecompressorRegistry;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The gRPC port. Calls run on the event loops: nothing here waits. */
public final class GrpcFrontDoor implements AutoCloseable {
    /** Large tensors would wait for a window update every 64 KiB. */
    private static final int FLOW_CONTROL_WINDOW = 4 << 20;

    private static final long DRAIN_SECONDS = 20;

    /** A client that pings each second may be early by a little. */
    private static final long SOONEST_PING_MILLIS = 900;

    /** What is generated for every method of the service answers for these. */
    private static final Set<String> INQUIRIES = Set.of(
            "ServerLive",
            "ServerReady",
            "ServerMetadata",
            "ModelReady",
            "ModelMetadata",
            "ModelConfig",
            "ModelStatistics",
            "RepositoryIndex");

    private final Server server;

    public GrpcFrontDoor(
            int port,
            Router router,
            Catalogue catalogue,
            Statistics statistics,
            TritonGrpc triton,
            ServerDescription description) {
        this.server = NettyServerBuilder.forPort(port)
                .directExecutor()
                .flowControlWindow(FLOW_CONTROL_WINDOW)
                .permitKeepAliveTime(SOONEST_PING_MILLIS, TimeUnit.MILLISECONDS)
                .permitKeepAliveWithoutCalls(true)
                .maxInboundMessageSize(Integer.MAX_VALUE)
                .decompressorRegistry(DecompressorRegistry.getDefaultInstance().with(new DeflateCodec(), true))
                .intercept(new Callers())
                .addService(service(
                        new ModelInquiries(catalogue, statistics, description),
                        new ModelInferHandler(router, triton),
                        new StreamInferHandler(router, catalogue, triton)))
                .fallbackHandlerRegistry(new UnservedCalls())
                .build();
    }

    public void start() throws IOException {
        server.start();
    }

    /** The port it listens on, which differs from the asked one only when that was 0. */
    public int port() {
        return server.getPort();
    }

    /** Refuses new calls and lets those under way end. */
    @Override
    public void close() {
        server.shutdown();
        try {
            if (!server.awaitTermination(DRAIN_SECONDS, TimeUnit.SECONDS)) {
                server.shutdownNow();
            }
        } catch (InterruptedException interrupted) {
            server.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private static ServerServiceDefinition service(
            ModelInquiries inquiries, ModelInferHandler infer, StreamInferHandler streamed) {
        ServerServiceDefinition generated = inquiries.bindService();
        ServerServiceDefinition.Builder service =
                ServerServiceDefinition.builder(GRPCInferenceServiceGrpc.SERVICE_NAME);
        service.addMethod(InferencePassThrough.METHOD, infer);
        service.addMethod(InferencePassThrough.STREAMED, streamed);
        generated.getMethods().stream()
                .filter(method ->
                        INQUIRIES.contains(method.getMethodDescriptor().getBareMethodName()))
                .forEach(service::addMethod);
        return service.build();
    }
}
