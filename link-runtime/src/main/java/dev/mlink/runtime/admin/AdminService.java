package dev.mlink.runtime.admin;

import dev.mlink.admin.v1alpha1.DriftReport;
import dev.mlink.admin.v1alpha1.DriftRequest;
import dev.mlink.admin.v1alpha1.EvaluateRequest;
import dev.mlink.admin.v1alpha1.EvaluateResponse;
import dev.mlink.admin.v1alpha1.LinkRuntimeAdminGrpc.LinkRuntimeAdminImplBase;
import dev.mlink.admin.v1alpha1.PrepareAcknowledgement;
import dev.mlink.admin.v1alpha1.ProfileProgress;
import dev.mlink.admin.v1alpha1.ProfileRequest;
import dev.mlink.admin.v1alpha1.RouteAcknowledgement;
import dev.mlink.admin.v1alpha1.RoutingTable;
import dev.mlink.admin.v1alpha1.RuntimeStatus;
import dev.mlink.admin.v1alpha1.StatusRequest;
import dev.mlink.admin.v1alpha1.TrainingReport;
import dev.mlink.admin.v1alpha1.TrainingRequest;
import dev.mlink.runtime.evaluation.Evaluator;
import dev.mlink.runtime.evaluation.Ladder;
import dev.mlink.runtime.evaluation.Lead;
import dev.mlink.runtime.evaluation.MissingEvidenceException;
import dev.mlink.runtime.evaluation.SetEvaluation;
import dev.mlink.runtime.evaluation.TargetConfidence;
import dev.mlink.runtime.profiling.ModelTurn;
import dev.mlink.runtime.profiling.Profiles;
import dev.mlink.triton.TritonAddress;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The admin service as its .proto file promises it. */
final class AdminService extends LinkRuntimeAdminImplBase {
    private final TableInstaller installer;
    private final StatusReport status;
    private final Profiles profiles;
    private final Evaluator evaluator;
    private final AdminFailures failures = new AdminFailures();
    private final EvaluationMessages evaluations = new EvaluationMessages();
    private final DriftMessages drifts = new DriftMessages();
    private final ProfileMessages profileMessages = new ProfileMessages();

    AdminService(TableInstaller installer, StatusReport status, Profiles profiles, Evaluator evaluator) {
        this.installer = installer;
        this.status = status;
        this.profiles = profiles;
        this.evaluator = evaluator;
    }

    /** Something that ends with an answer or an exception that {@link AdminFailures} knows. */
    private interface Work<T> {
        T answer() throws Exception;
    }

    @Override
    public void route(RoutingTable request, StreamObserver<RouteAcknowledgement> observer) {
        answer(observer, () -> {
            dev.mlink.runtime.routing.RoutingTable table = installer.install(request);
            return RouteAcknowledgement.newBuilder()
                    .setGroupUid(table.groupUid())
                    .setEpoch(table.epoch())
                    .build();
        });
    }

    @Override
    public void prepare(RoutingTable request, StreamObserver<PrepareAcknowledgement> observer) {
        answer(observer, () -> {
            installer.prepare(request);
            return PrepareAcknowledgement.getDefaultInstance();
        });
    }

    @Override
    public void status(StatusRequest request, StreamObserver<RuntimeStatus> observer) {
        answer(observer, () -> status.report(request.getProfile(), request.getTraining()));
    }

    @Override
    public void profile(ProfileRequest request, StreamObserver<ProfileProgress> observer) {
        answer(observer, () -> {
            if (request.getProfile().isEmpty() || request.getSamples() < 1) {
                throw new IllegalArgumentException("profile is '" + request.getProfile() + "' of "
                        + request.getSamples() + " samples; write a name and a number from 1");
            }
            List<ModelTurn> turns = request.getModelsList().stream()
                    .map(model -> new ModelTurn(
                            model.getModel(),
                            model.getInputsMap(),
                            model.getOutput().getTensor(),
                            TritonAddress.parse(model.getGrpcAddress())))
                    .toList();
            return profileMessages.of(profiles.run(profileMessages.freeze(request), turns));
        });
    }

    @Override
    public void training(TrainingRequest request, StreamObserver<TrainingReport> observer) {
        answer(observer, () -> evaluator
                .report(request.getTraining())
                .orElseThrow(() -> new MissingEvidenceException(
                        "training '" + request.getTraining() + "' has no report yet; its Job writes one at the end")));
    }

    @Override
    public void evaluate(EvaluateRequest request, StreamObserver<EvaluateResponse> observer) {
        answer(observer, () -> {
            List<Set<String>> sets = request.getSetsList().stream()
                    .map(set -> Set.copyOf(set.getModelsList()))
                    .toList();
            List<SetEvaluation> evaluated =
                    evaluator.evaluate(request.getTraining(), request.getProfile(), ladder(request.getLadder()), sets);
            EvaluateResponse answer = evaluations.withGivenOut(
                    request.getConfidence()
                            ? evaluations.of(evaluated, confidences(request, evaluated))
                            : evaluations.of(evaluated),
                    givenOut(request, evaluated));
            return request.getWeightsMap().isEmpty() ? answer : evaluations.with(leads(request, sets), answer);
        });
    }

    private List<Map<String, Double>> givenOut(EvaluateRequest request, List<SetEvaluation> evaluated) {
        return request.getMaxDisagreementCount() == 0
                ? List.of()
                : evaluator.givenOut(
                        request.getTraining(),
                        request.getProfile(),
                        ladder(request.getLadder()),
                        evaluated,
                        request.getMaxDisagreementMap());
    }

    private List<Lead> leads(EvaluateRequest request, List<Set<String>> sets) {
        return evaluator.leads(
                request.getTraining(),
                request.getProfile(),
                ladder(request.getLadder()),
                sets,
                request.getWeightsMap());
    }

    private List<Map<String, TargetConfidence>> confidences(EvaluateRequest request, List<SetEvaluation> evaluated) {
        return evaluator.confidences(
                request.getTraining(),
                request.getProfile(),
                ladder(request.getLadder()),
                evaluated,
                request.getMaxDisagreementMap());
    }

    @Override
    public void drift(DriftRequest request, StreamObserver<DriftReport> observer) {
        answer(
                observer,
                () -> drifts.of(evaluator.drift(
                        request.getTraining(),
                        request.getProfile(),
                        ladder(request.getLadder()),
                        Set.copyOf(request.getSet().getModelsList()))));
    }

    private static Ladder ladder(dev.mlink.admin.v1alpha1.Ladder asked) {
        return switch (asked) {
            case FULL -> Ladder.FULL;
            case ARTICLE -> Ladder.ARTICLE;
            case UNRECOGNIZED -> throw new IllegalArgumentException("ladder is none of these: write FULL or ARTICLE");
        };
    }

    private <T> void answer(StreamObserver<T> observer, Work<T> work) {
        T answer;
        try {
            answer = work.answer();
        } catch (Exception failure) {
            observer.onError(failures.status(failure).asRuntimeException());
            return;
        }
        observer.onNext(answer);
        observer.onCompleted();
    }
}
