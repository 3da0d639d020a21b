package dev.mlink.benchmark.groups;

import dev.mlink.admin.v1alpha1.EvaluateRequest;
import dev.mlink.admin.v1alpha1.EvaluateResponse;
import dev.mlink.admin.v1alpha1.LinkRuntimeAdminGrpc.LinkRuntimeAdminImplBase;
import dev.mlink.admin.v1alpha1.ProfileProgress;
import dev.mlink.admin.v1alpha1.ProfileRequest;
import dev.mlink.admin.v1alpha1.RouteAcknowledgement;
import dev.mlink.admin.v1alpha1.RoutingTable;
import dev.mlink.admin.v1alpha1.RuntimeStatus;
import dev.mlink.admin.v1alpha1.StatusRequest;
import dev.mlink.admin.v1alpha1.TrainingReport;
import dev.mlink.admin.v1alpha1.TrainingRequest;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.stub.StreamObserver;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The admin port of every group's link-runtime in one server: a call's token says whose it is. Each has samples enough,
 * finishes a profile at once, and measures what {@link InventedFigures} say.
 */
final class SimulatedRuntimes extends LinkRuntimeAdminImplBase {

    private static final long SAMPLES = 500;
    private static final Context.Key<String> TOKEN = Context.key("token");
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private final InventedFigures figures;
    private final Map<String, RoutingTable> tables = new ConcurrentHashMap<>();
    private final Map<String, ProfileProgress> profiles = new ConcurrentHashMap<>();

    SimulatedRuntimes(InventedFigures figures) {
        this.figures = figures;
    }

    /** Knows the caller by its token. */
    static final class ByToken implements ServerInterceptor {
        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
            return Contexts.interceptCall(
                    Context.current().withValue(TOKEN, headers.get(AUTHORIZATION)), call, headers, next);
        }
    }

    @Override
    public void status(StatusRequest request, StreamObserver<RuntimeStatus> answer) {
        RoutingTable table = tables.getOrDefault(TOKEN.get(), RoutingTable.getDefaultInstance());
        RuntimeStatus.Builder status = RuntimeStatus.newBuilder()
                .setVersion("simulated")
                .setFormat(1)
                .setGroupUid(table.getGroupUid())
                .setEpoch(table.getEpoch())
                .setSamples(SAMPLES);
        ProfileProgress profile = profiles.get(TOKEN.get());
        if (profile != null && profile.getProfile().equals(request.getProfile())) {
            status.setProfile(profile);
        }
        send(answer, status.build());
    }

    @Override
    public void route(RoutingTable table, StreamObserver<RouteAcknowledgement> answer) {
        tables.put(TOKEN.get(), table);
        send(
                answer,
                RouteAcknowledgement.newBuilder()
                        .setGroupUid(table.getGroupUid())
                        .setEpoch(table.getEpoch())
                        .build());
    }

    @Override
    public void profile(ProfileRequest request, StreamObserver<ProfileProgress> answer) {
        ProfileProgress progress = profiles.compute(TOKEN.get(), (token, before) -> advanced(before, request));
        send(answer, progress);
    }

    private static ProfileProgress advanced(ProfileProgress before, ProfileRequest request) {
        ProfileProgress.Builder progress = before != null && before.getProfile().equals(request.getProfile())
                ? before.toBuilder()
                : ProfileProgress.newBuilder().setProfile(request.getProfile()).setSamples(request.getSamples());
        request.getModelsList().forEach(model -> progress.addModelsBuilder()
                .setModel(model.getModel())
                .setDone(request.getSamples())
                .setMillisPerSample(1)
                .setComplete(true));
        return progress.build();
    }

    @Override
    public void training(TrainingRequest request, StreamObserver<TrainingReport> answer) {
        send(answer, figures.training(request.getTraining()));
    }

    @Override
    public void evaluate(EvaluateRequest request, StreamObserver<EvaluateResponse> answer) {
        EvaluateResponse.Builder response = EvaluateResponse.newBuilder();
        request.getSetsList().forEach(set -> response.addSets(figures.evaluated(set.getModelsList())));
        send(answer, response.build());
    }

    private static <T> void send(StreamObserver<T> answer, T message) {
        answer.onNext(message);
        answer.onCompleted();
    }
}
