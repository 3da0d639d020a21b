package dev.mlink.operator.runtime;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.protobuf.Message;
import dev.mlink.admin.v1alpha1.DriftReport;
import dev.mlink.admin.v1alpha1.DriftRequest;
import dev.mlink.admin.v1alpha1.EvaluateRequest;
import dev.mlink.admin.v1alpha1.EvaluateResponse;
import dev.mlink.admin.v1alpha1.PrepareAcknowledgement;
import dev.mlink.admin.v1alpha1.ProfileProgress;
import dev.mlink.admin.v1alpha1.ProfileRequest;
import dev.mlink.admin.v1alpha1.RouteAcknowledgement;
import dev.mlink.admin.v1alpha1.RoutingTable;
import dev.mlink.admin.v1alpha1.RuntimeStatus;
import dev.mlink.admin.v1alpha1.TrainingReport;
import dev.mlink.admin.v1alpha1.TrainingRequest;
import java.util.function.Supplier;

/**
 * Remembers what a training came to and what was measured with it: a training never changes once its report is written.
 * Groups come back to sets that they had, and models are predicted longer than they need be while a runtime measures again.
 */
public final class RememberedFigures implements RuntimeControl {

    private final RuntimeControl runtime;
    private final Cache<Question, Message> answers;

    /** @param store the token of the group's admin ports: whoever shares it shares a store */
    private record Question(String store, Message about) {

        int bytes() {
            return about.getSerializedSize();
        }
    }

    /** @param bytes of questions and answers that are kept at most, as on the wire; those that were not used for longest go first */
    public RememberedFigures(RuntimeControl runtime, long bytes) {
        this.runtime = runtime;
        this.answers = Caffeine.newBuilder()
                .maximumWeight(bytes)
                .weigher((Question question, Message answer) -> question.bytes() + answer.getSerializedSize())
                .executor(Runnable::run)
                .build();
    }

    @Override
    public RuntimeReply<TrainingReport> training(RuntimeAddress pod, String training) {
        TrainingRequest request =
                TrainingRequest.newBuilder().setTraining(training).build();
        return known(pod, request, TrainingReport.class, () -> runtime.training(pod, training));
    }

    @Override
    public RuntimeReply<EvaluateResponse> evaluate(RuntimeAddress pod, EvaluateRequest request) {
        return known(pod, request, EvaluateResponse.class, () -> runtime.evaluate(pod, request));
    }

    @Override
    public RuntimeReply<RuntimeStatus> status(RuntimeAddress pod, String profile, String training) {
        return runtime.status(pod, profile, training);
    }

    @Override
    public RuntimeReply<RouteAcknowledgement> route(RuntimeAddress pod, RoutingTable table) {
        return runtime.route(pod, table);
    }

    @Override
    public RuntimeReply<PrepareAcknowledgement> prepare(RuntimeAddress pod, RoutingTable table) {
        return runtime.prepare(pod, table);
    }

    @Override
    public RuntimeReply<ProfileProgress> profile(RuntimeAddress pod, ProfileRequest request) {
        return runtime.profile(pod, request);
    }

    @Override
    public RuntimeReply<DriftReport> drift(RuntimeAddress pod, DriftRequest request) {
        return runtime.drift(pod, request);
    }

    /** Only answers are kept: a report that is not written yet, or a runtime that is away, is asked for again. */
    private <T extends Message> RuntimeReply<T> known(
            RuntimeAddress pod, Message about, Class<T> type, Supplier<RuntimeReply<T>> ask) {
        Question question = new Question(pod.token(), about);
        Message known = answers.getIfPresent(question);
        if (known != null) {
            return new RuntimeReply.Answered<>(type.cast(known));
        }
        RuntimeReply<T> reply = ask.get();
        reply.answer().ifPresent(answer -> answers.put(question, answer));
        return reply;
    }
}
