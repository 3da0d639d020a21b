package dev.mlink.operator.runtime;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
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
import io.grpc.ChannelCredentials;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.netty.channel.ChannelOption;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;

/** Calls runtime pods over gRPC; one channel per address and certificate, closed after a while without calls. */
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

    /** Longer than any call. */
    private static final Duration UNUSED = Duration.ofMinutes(10);

    /** Of pods that are no more, and of certificates that were renewed, too, until nobody has asked for them for a while. */
    private final Cache<Door, ManagedChannel> channels = Caffeine.newBuilder()
            .expireAfterAccess(UNUSED)
            .<Door, ManagedChannel>removalListener((door, channel, cause) -> channel.shutdown())
            .build();

    /** What makes two channels differ: the token goes with each call. */
    private record Door(String target, Optional<RuntimeAddress.Encryption> encryption) {

        static Door of(RuntimeAddress pod) {
            return new Door(pod.toString(), pod.encryption());
        }
    }

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
        channels.asMap().values().forEach(ManagedChannel::shutdownNow);
    }

    private <T> RuntimeReply<T> call(
            RuntimeAddress pod, Duration deadline, Function<LinkRuntimeAdminBlockingStub, T> call) {
        try {
            return new RuntimeReply.Answered<>(call.apply(stub(pod, deadline)));
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() == Status.Code.UNAVAILABLE) {
                channel(pod).resetConnectBackoff(); // a pod that starts again is soon back
            }
            return failure(pod, e.getStatus());
        } catch (UnreadableCertificate e) {
            return new RuntimeReply.Unreachable<>("link-runtime at " + pod + ": " + e.getMessage());
        }
    }

    private LinkRuntimeAdminBlockingStub stub(RuntimeAddress pod, Duration deadline) {
        Metadata headers = new Metadata();
        headers.put(AUTHORIZATION, "Bearer " + pod.token());
        return LinkRuntimeAdminGrpc.newBlockingStub(channel(pod))
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                .withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS);
    }

    private ManagedChannel channel(RuntimeAddress pod) {
        return channels.get(Door.of(pod), GrpcRuntimeControl::connect);
    }

    private static ManagedChannel connect(Door door) {
        NettyChannelBuilder builder = NettyChannelBuilder.forTarget(door.target(), credentials(door.encryption()));
        door.encryption().map(RuntimeAddress.Encryption::authority).ifPresent(builder::overrideAuthority);
        return builder.withOption(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) CONNECT.toMillis())
                .maxInboundMessageSize(LARGEST_MESSAGE)
                .idleTimeout(5, TimeUnit.MINUTES)
                .build();
    }

    private static ChannelCredentials credentials(Optional<RuntimeAddress.Encryption> encryption) {
        if (encryption.isEmpty()) {
            return InsecureChannelCredentials.create();
        }
        byte[] trusted = encryption.get().trusted().getBytes(StandardCharsets.UTF_8);
        try {
            if (CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(trusted))
                    .isEmpty()) {
                throw new CertificateException("it is missing");
            }
            return TlsChannelCredentials.newBuilder()
                    .trustManager(new ByteArrayInputStream(trusted))
                    .build();
        } catch (IOException | CertificateException e) {
            throw new UnreadableCertificate(encryption.get().authority(), e);
        }
    }

    private static final class UnreadableCertificate extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnreadableCertificate(String authority, Exception cause) {
            super("the certificate of " + authority + " cannot be read (" + cause.getMessage() + ")", cause);
        }
    }

    /** Of what is wrong with a certificate gRPC says no more than that it is an exception of TLS. */
    private static Optional<String> cause(Status status) {
        return Stream.iterate(status.getCause(), Objects::nonNull, Throwable::getCause)
                .reduce((outer, inner) -> inner)
                .map(Throwable::getMessage);
    }

    private static <T> RuntimeReply<T> failure(RuntimeAddress pod, Status status) {
        String text = Optional.ofNullable(status.getDescription())
                        .orElse(status.getCode().name())
                + cause(status).map(cause -> ": " + cause).orElse("");
        return switch (status.getCode()) {
            case UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED -> new RuntimeReply.Unreachable<>(
                    "link-runtime at " + pod + ": " + text);
            default -> new RuntimeReply.Refused<>("link-runtime at " + pod + ": " + text);
        };
    }
}
