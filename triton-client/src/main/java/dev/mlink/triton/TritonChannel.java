package dev.mlink.triton;

import dev.mlink.triton.wire.GRPCInferenceServiceGrpc;
import dev.mlink.triton.wire.GRPCInferenceServiceGrpc.GRPCInferenceServiceBlockingStub;
import dev.mlink.triton.wire.GRPCInferenceServiceGrpc.GRPCInferenceServiceFutureStub;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.netty.channel.ChannelOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A connection to one Triton, made at the first call and again after it was lost. Every call has a deadline. Messages
 * may be as large as Triton's own limit of 2 GiB.
 *
 * <p>Failures are gRPC's {@link io.grpc.StatusRuntimeException} with Triton's code and words.
 */
public final class TritonChannel implements AutoCloseable {
    /** Triton counts a ping within 300 s as a strike and hangs up after two. */
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(330);

    private static final Duration KEEP_ALIVE_ANSWER = Duration.ofSeconds(20);
    private static final Duration IDLE = Duration.ofMinutes(10);

    /** A pod that is gone refuses nothing: calls would wait for their deadlines, and nobody would learn why. */
    private static final Duration CONNECT = Duration.ofSeconds(1);

    /** Large tensors would wait for a window update every 64 KiB. */
    private static final int FLOW_CONTROL_WINDOW = 4 << 20;

    private final ManagedChannel channel;

    private TritonChannel(ManagedChannel channel) {
        this.channel = channel;
    }

    /** Begins a plaintext channel. */
    public static Builder to(TritonAddress address) {
        return new Builder(address, TritonAccess.open());
    }

    /** Calls that wait for their answer, all together no longer than the deadline counted from now. */
    public GRPCInferenceServiceBlockingStub blocking(Duration deadline) {
        return GRPCInferenceServiceGrpc.newBlockingStub(channel)
                .withDeadlineAfter(deadline.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Calls that answer later; cancelling the future cancels the call. The deadline is counted from now. */
    public GRPCInferenceServiceFutureStub future(Duration deadline) {
        return GRPCInferenceServiceGrpc.newFutureStub(channel)
                .withDeadlineAfter(deadline.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** An inference whose messages are bytes that are neither parsed nor checked. */
    public ClientCall<byte[], byte[]> passThrough(CallOptions options) {
        return channel.newCall(InferencePassThrough.METHOD, options);
    }

    /** For stubs and calls of one's own. */
    public Channel grpc() {
        return channel;
    }

    /** Tries again to connect at the next call instead of waiting for a back-off that grows to two minutes. */
    public void reconnect() {
        channel.resetConnectBackoff();
    }

    /** Whether it has a connection; where it has none yet, it begins to connect. */
    public boolean connected() {
        return channel.getState(true) == ConnectivityState.READY;
    }

    /** Takes no more calls, lets those under way end, and then ends the connection. */
    public void drain() {
        channel.shutdown();
    }

    /** Ends the calls under way and the connection. */
    @Override
    public void close() {
        channel.shutdownNow();
    }

    /** What a channel is made with. */
    public record Builder(TritonAddress address, TritonAccess access) {

        /** Encrypts and shows a certificate where the access says so, and sends its keys with every call. */
        public Builder with(TritonAccess all) {
            return new Builder(address, all);
        }

        /** Encrypts, and shows a certificate if the TLS settings have one. */
        public Builder with(Tls settings) {
            return new Builder(address, new TritonAccess(Optional.of(settings), access.keys()));
        }

        /** Sends the header that Triton asks for before it answers restricted calls. */
        public Builder with(RestrictedApi settings) {
            return new Builder(address, new TritonAccess(access.tls(), List.of(settings)));
        }

        /**
         * Opens the channel; the connection comes with the first call.
         *
         * @throws IllegalArgumentException when a certificate or key cannot be read
         */
        public TritonChannel open() {
            NettyChannelBuilder builder = access.tls()
                    .map(settings -> settings.channelTo(address))
                    .orElseGet(() -> NettyChannelBuilder.forAddress(address.host(), address.port())
                            .usePlaintext())
                    .withOption(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) CONNECT.toMillis())
                    .maxInboundMessageSize(Integer.MAX_VALUE)
                    .flowControlWindow(FLOW_CONTROL_WINDOW)
                    .keepAliveTime(KEEP_ALIVE.toSeconds(), TimeUnit.SECONDS)
                    .keepAliveTimeout(KEEP_ALIVE_ANSWER.toSeconds(), TimeUnit.SECONDS)
                    .idleTimeout(IDLE.toMinutes(), TimeUnit.MINUTES)
                    .disableRetry(); // who may try again, and where, is decided by those who route
            access.keys().forEach(key -> builder.intercept(MetadataUtils.newAttachHeadersInterceptor(key.headers())));
            return new TritonChannel(builder.build());
        }
    }
}
