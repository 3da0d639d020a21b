package dev.mlink.operator.runtime;

import dev.mlink.admin.v1alpha1.DriftReport;
import dev.mlink.admin.v1alpha1.DriftRequest;
import dev.mlink.admin.v1alpha1.EvaluateRequest;
import dev.mlink.admin.v1alpha1.EvaluateResponse;
import dev.mlink.admin.v1alpha1.LinkRuntimeAdminGrpc;
import dev.mlink.admin.v1alpha1.LinkRuntimeAdminGrpc.LinkRuntimeAdminBlockingStub;
import dev.mlink.admin.v1alpha1.PrepareAcknowledgement;
import dev.mlink.admin.v1alpha1.ProfileProgress;
import dev.mlink.admin.v1alpha1.ProfileRequest;
import dev.mlink.admin.v1alpha1.RouteAcknowledgement;
import dev.mlink.admin.v1alpha1.RoutingTable;
import dev.mlink.admin.v1alpha1.RuntimeStatus;
import dev.mlink.admin.v1alpha1.StatusRequest;
import dev.mlink.admin.v1alpha1.TrainingReport;
import dev.mlink.admin.v1alpha1.TrainingRequest;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.netty.channel.ChannelOption;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Calls runtime pods over gRPC; one channel per address, closed by gRPC itself after a while without calls. */
@ApplicationScoped
public class GrpcRuntimeControl implements RuntimeControl {

    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    private static final Duration QUICK = Duration.ofSeconds(3);
    /** `Route` and `Prepare` answer after artefacts are read and verified, `Evaluate` after it has run every link on a profile. */
    private static final Duration PATIENT = Duration.ofSeconds(60);

    /** A pod that is gone answers nothing at all: a table is not kept from the others meanwhile. */
    private static final Duration CONNECT = Duration.ofSeconds(2);

    private static final int LARGEST_MESSAGE = 64 << 20;

    private final Map<String, ManagedChannel> channels = new ConcurrentHashMap<>();

    @Override
    public RuntimeReply<RuntimeStatus> status(RuntimeAddress pod, String profile, String training) {
        StatusRequest request = StatusRequest.newBuilder()
                .setProfile(profile)
                .setTraining(training)
                .build();
        return call(pod, QUICK, stub -> stub.status(request));
    }

    @Override
    public RuntimeReply<RouteAcknowledgement> route(RuntimeAddress pod, RoutingTable table) {
        return call(pod, PATIENT, stub -> stub.route(table));
    }

    @Override
    public RuntimeReply<PrepareAcknowledgement> prepare(RuntimeAddress pod, RoutingTable table) {
        return call(pod, PATIENT, stub -> stub.prepare(table));
    }

    @Override
    public RuntimeReply<ProfileProgress> profile(RuntimeAddress pod, ProfileRequest request) {
        return call(pod, PATIENT, stub -> stub.profile(request));
    }

    @Override
    public RuntimeReply<TrainingReport> training(RuntimeAddress pod, String training) {
        TrainingRequest request =
                TrainingRequest.newBuilder().setTraining(training).build();
        return call(pod, QUICK, stub -> stub.training(request));
    }

    @Override
    public RuntimeReply<EvaluateResponse> evaluate(RuntimeAddress pod, EvaluateRequest request) {
        return call(pod, PATIENT, stub -> stub.evaluate(request));
    }

    @Override
    public RuntimeReply<DriftReport> drift(RuntimeAddress pod, DriftRequest request) {
        return call(pod, PATIENT, stub -> stub.drift(request));
    }

    @PreDestroy
    void close() {
        channels.values().forEach(ManagedChannel::shutdownNow);
    }

    private <T> RuntimeReply<T> call(
            RuntimeAddress pod, Duration deadline, Function<LinkRuntimeAdminBlockingStub, T> call) {
        try {
            return new RuntimeReply.Answered<>(call.apply(stub(pod, deadline)));
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() == Status.Code.UNAVAILABLE) {
                channels.get(pod.toString()).resetConnectBackoff(); // a pod that starts again is soon back
            }
            return failure(pod, e.getStatus());
        }
    }

    private LinkRuntimeAdminBlockingStub stub(RuntimeAddress pod, Duration deadline) {
        Metadata headers = new Metadata();
        headers.put(AUTHORIZATION, "Bearer " + pod.token());
        return LinkRuntimeAdminGrpc.newBlockingStub(channels.computeIfAbsent(pod.toString(), this::connect))
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                .withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS);
    }

    private ManagedChannel connect(String address) {
        return NettyChannelBuilder.forTarget(address)
                .usePlaintext()
                .withOption(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) CONNECT.toMillis())
                .maxInboundMessageSize(LARGEST_MESSAGE)
                .idleTimeout(5, TimeUnit.MINUTES)
                .build();
    }

    private static <T> RuntimeReply<T> failure(RuntimeAddress pod, Status status) {
        String text = status.getDescription() == null ? status.getCode().name() : status.getDescription();
        return switch (status.getCode()) {
            case UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED -> new RuntimeReply.Unreachable<>(
                    "link-runtime at " + pod + ": " + text);
            default -> new RuntimeReply.Refused<>("link-runtime at " + pod + ": " + text);
        };
    }
}
