package dev.mlink.operator.runtime;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RememberedFiguresTest {
    private static final RuntimeAddress POD = RuntimeAddress.plain("10.0.0.1", 9001, "group-a");
    private static final RuntimeAddress ANOTHER = RuntimeAddress.plain("10.0.0.2", 9001, "group-a");
    private static final RuntimeAddress OTHER_GROUP = RuntimeAddress.plain("10.0.0.3", 9001, "group-b");

    private final Asked asked = new Asked();
    private final RememberedFigures figures = new RememberedFigures(asked, 1 << 20);

    @Test
    void whateverPodOfAGroupIsAskedTheAnswerIsTheSame() {
        assertThat(evaluate(POD, "t1").answer())
                .isEqualTo(evaluate(ANOTHER, "t1").answer());
        assertThat(asked.calls).hasSize(1);
    }

    @Test
    void anotherGroupHasAnotherStore() {
        evaluate(POD, "t1");
        evaluate(OTHER_GROUP, "t1");
        evaluate(POD, "t2");
        assertThat(asked.calls).hasSize(3);
    }

    @Test
    void whatIsNotAnsweredIsAskedAgain() {
        asked.answers = false;
        assertThat(figures.training(POD, "t1").answer()).isEmpty();
        asked.answers = true;
        assertThat(figures.training(POD, "t1").answer()).isPresent();
        assertThat(figures.training(POD, "t1").answer()).isPresent();
        assertThat(asked.calls).hasSize(2);
    }

    @Test
    void whatTheWorldIsLikeIsAskedAlways() {
        figures.status(POD, "", "");
        figures.status(POD, "", "");
        assertThat(asked.calls).hasSize(2);
    }

    private RuntimeReply<EvaluateResponse> evaluate(RuntimeAddress pod, String training) {
        return figures.evaluate(
                pod, EvaluateRequest.newBuilder().setTraining(training).build());
    }

    private static final class Asked implements RuntimeControl {
        private final List<Object> calls = new ArrayList<>();
        private boolean answers = true;

        private <T> RuntimeReply<T> reply(Object about, T answer) {
            calls.add(about);
            return answers ? new RuntimeReply.Answered<>(answer) : new RuntimeReply.Refused<>("not yet");
        }

        @Override
        public RuntimeReply<RuntimeStatus> status(RuntimeAddress pod, String profile, String training) {
            return reply("status", RuntimeStatus.getDefaultInstance());
        }

        @Override
        public RuntimeReply<RouteAcknowledgement> route(RuntimeAddress pod, RoutingTable table) {
            return reply(table, RouteAcknowledgement.getDefaultInstance());
        }

        @Override
        public RuntimeReply<PrepareAcknowledgement> prepare(RuntimeAddress pod, RoutingTable table) {
            return reply(table, PrepareAcknowledgement.getDefaultInstance());
        }

        @Override
        public RuntimeReply<ProfileProgress> profile(RuntimeAddress pod, ProfileRequest request) {
            return reply(request, ProfileProgress.getDefaultInstance());
        }

        @Override
        public RuntimeReply<TrainingReport> training(RuntimeAddress pod, String training) {
            return reply(training, TrainingReport.getDefaultInstance());
        }

        @Override
        public RuntimeReply<EvaluateResponse> evaluate(RuntimeAddress pod, EvaluateRequest request) {
            return reply(request, EvaluateResponse.getDefaultInstance());
        }

        @Override
        public RuntimeReply<DriftReport> drift(RuntimeAddress pod, DriftRequest request) {
            return reply(request, DriftReport.getDefaultInstance());
        }
    }
}
