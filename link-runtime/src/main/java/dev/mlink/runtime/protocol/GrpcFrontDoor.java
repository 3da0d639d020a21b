package dev.mlink.runtime.protocol;

import dev.mlink.runtime.admission.Admission;
import dev.mlink.runtime.admission.Limits;
import dev.mlink.runtime.propagation.Tracing;
import dev.mlink.runtime.routing.Catalogue;
import dev.mlink.runtime.routing.Router;
import dev.mlink.runtime.routing.Statistics;
import dev.mlink.runtime.upstream.TritonGrpc;
import dev.mlink.triton.InferencePassThrough;
import dev.mlink.triton.wire.GRPCInferenceServiceGrpc;
import io.grpc.DecompressorRegistry;
import io.grpc.Server;
import io.grpc.ServerCredentials;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.NettyServerBuilder;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The gRPC port. Calls run on the event loops: nothing here waits. */
public final class GrpcFrontDoor implements AutoCloseable {
    /** Large tensors would wait for a window update every 64 KiB. */
    private static final int FLOW_CONTROL_WINDOW = 4 << 20;

    private static final long DRAIN_SECONDS = 20;

    /** A client that vanished would hold its calls, and what they hold, for two hours. */
    private static final long PING_SECONDS = 60;

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

    /** More than is inflated at once. */
    private static final int MARGIN = 64 << 10;

    /** As over HTTP. */
    private static final int MOST_METADATA = 64 << 10;

    /** Clients cancel calls now and then; thousands at once are an attack (CVE-2023-44487). */
    private static final int MOST_RESETS = 2_000;

    private static final int RESET_WINDOW_SECONDS = 10;

    private final EventLoopGroup accepting = new NioEventLoopGroup(1, new DefaultThreadFactory("grpc-accept", true));
    private final EventLoopGroup loops = new NioEventLoopGroup(0, new DefaultThreadFactory("grpc", true));
    private final AdmittedCalls admitted;
    private final Server server;

    public GrpcFrontDoor(
            int port,
            ServerCredentials credentials,
            Router router,
            Catalogue catalogue,
            Statistics statistics,
            TritonGrpc triton,
            ServerDescription description,
            Admission admission,
            Tracing tracing) {
        Limits limits = admission.limits();
        this.admitted = new AdmittedCalls(admission);
        this.server = NettyServerBuilder.forPort(port, credentials)
                .directExecutor()
                .bossEventLoopGroup(accepting)
                .workerEventLoopGroup(loops)
                .channelFactory(() -> new BoundedServerChannel(limits.connections()))
                .flowControlWindow(FLOW_CONTROL_WINDOW)
                .permitKeepAliveTime(SOONEST_PING_MILLIS, TimeUnit.MILLISECONDS)
                .permitKeepAliveWithoutCalls(true)
                .keepAliveTime(PING_SECONDS, TimeUnit.SECONDS)
                .maxInboundMessageSize(largest(limits))
                .maxInboundMetadataSize(MOST_METADATA)
                .maxConcurrentCallsPerConnection(limits.callsPerConnection())
                .maxConnectionIdle(limits.idle().toMillis(), TimeUnit.MILLISECONDS)
                .handshakeTimeout(limits.receive().toMillis(), TimeUnit.MILLISECONDS)
                .maxRstFramesPerWindow(MOST_RESETS, RESET_WINDOW_SECONDS)
                .decompressorRegistry(DecompressorRegistry.getDefaultInstance().with(new DeflateCodec(), true))
                .addStreamTracerFactory(admitted.counting())
                .intercept(new Callers())
                .intercept(admitted)
                .intercept(new TracedCalls(tracing))
                .addService(service(
                        new ModelInquiries(catalogue, statistics, description),
                        new ModelInferHandler(router, triton),
                        new StreamInferHandler(router, catalogue, triton, tracing)))
                .addService(new ServerHealth(catalogue))
                .fallbackHandlerRegistry(new UnservedCalls())
                .build();
    }

    /** @param timer gives up requests that do not come */
    public void start(ScheduledExecutorService timer) throws IOException {
        admitted.watch(timer);
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
        accepting.shutdownGracefully(0, 0, TimeUnit.SECONDS);
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    /** What is only a little too large is refused in our words: gRPC has none for what grows while it is inflated. */
    private static int largest(Limits limits) {
        return (int) Math.min(Integer.MAX_VALUE, limits.largestMessage() + (long) MARGIN);
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
