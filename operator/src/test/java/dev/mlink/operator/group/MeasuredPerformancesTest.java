package dev.mlink.operator.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.admin.v1alpha1.Certificate;
import dev.mlink.admin.v1alpha1.DriftReport;
import dev.mlink.admin.v1alpha1.DriftRequest;
import dev.mlink.admin.v1alpha1.Estimate;
import dev.mlink.admin.v1alpha1.EvaluateRequest;
import dev.mlink.admin.v1alpha1.EvaluateResponse;
import dev.mlink.admin.v1alpha1.Ladder;
import dev.mlink.admin.v1alpha1.PrepareAcknowledgement;
import dev.mlink.admin.v1alpha1.ProfileProgress;
import dev.mlink.admin.v1alpha1.ProfileRequest;
import dev.mlink.admin.v1alpha1.RouteAcknowledgement;
import dev.mlink.admin.v1alpha1.RoutingTable;
import dev.mlink.admin.v1alpha1.RuntimeStatus;
import dev.mlink.admin.v1alpha1.TrainingReport;
import dev.mlink.operator.runtime.RuntimeAddress;
import dev.mlink.operator.runtime.RuntimeControl;
import dev.mlink.operator.runtime.RuntimeReply;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a predicted model adds to F, as a runtime measures it. */
class MeasuredPerformancesTest {
    private static final Set<String> SET = Set.of("a");

    private EvaluateRequest asked;

    @Test
    void aPredictionCountsAsItScores() {
        assertThat(measured().performances(List.of(SET)).get(SET)).isEqualTo(Map.of("b", .9, "c", .8));
        assertThat(asked.getMaxDisagreementMap()).isEmpty();
        assertThat(measured().reported(SET)).isEqualTo(Map.of("b", .88, "c", .78));
    }

    @Test
    void whatIsRefusedCountsNothing() {
        MeasuredPerformances refusing = measured().refusing(Map.of("b", .05));
        assertThat(refusing.performances(List.of(SET)).get(SET))
                .as("as the selection samples foresee it")
                .isEqualTo(Map.of("b", .4, "c", .8));
        assertThat(asked.getMaxDisagreementMap()).isEqualTo(Map.of("b", .05));
        assertThat(asked.getConfidence()).as("certificates choose nothing").isFalse();
        assertThat(refusing.reported(SET)).as("as it is certified").isEqualTo(Map.of("b", .3, "c", .78));
        assertThat(asked.getConfidence()).isTrue();
    }

    private MeasuredPerformances measured() {
        return MeasuredPerformances.of(
                new Answering(), RuntimeAddress.plain("10.0.0.2", 9001, "token"), "p1", Ladder.FULL);
    }

    private static EvaluateResponse.Target.Builder target(String name, double selection, double performance) {
        return EvaluateResponse.Target.newBuilder()
                .setTarget(name)
                .setSelection(selection)
                .setPerformance(Estimate.newBuilder().setValue(performance));
    }

    /** A runtime that knows one set. */
    private final class Answering implements RuntimeControl {
        @Override
        public RuntimeReply<EvaluateResponse> evaluate(RuntimeAddress pod, EvaluateRequest request) {
            asked = request;
            return new RuntimeReply.Answered<>(EvaluateResponse.newBuilder()
                    .addSets(EvaluateResponse.Set.newBuilder()
                            .addTargets(target("b", .9, .88)
                                    .setGivenOut(.4)
                                    .setCertificate(Certificate.newBuilder().setGivenOut(.3)))
                            .addTargets(target("c", .8, .78)))
                    .build());
        }

        @Override
        public RuntimeReply<TrainingReport> training(RuntimeAddress pod, String training) {
            TrainingReport.Builder report = TrainingReport.newBuilder();
            List.of("a", "b", "c").forEach(model -> report.addTargetsBuilder().setTarget(model));
            return new RuntimeReply.Answered<>(report.build());
        }

        @Override
        public RuntimeReply<RouteAcknowledgement> route(RuntimeAddress pod, RoutingTable table) {
            throw new UnsupportedOperationException();
        }

        @Override
        public RuntimeReply<RuntimeStatus> status(RuntimeAddress pod, String profile, String training) {
            throw new UnsupportedOperationException();
        }

        @Override
        public RuntimeReply<PrepareAcknowledgement> prepare(RuntimeAddress pod, RoutingTable table) {
            throw new UnsupportedOperationException();
        }

        @Override
        public RuntimeReply<ProfileProgress> profile(RuntimeAddress pod, ProfileRequest request) {
            throw new UnsupportedOperationException();
        }

        @Override
        public RuntimeReply<DriftReport> drift(RuntimeAddress pod, DriftRequest request) {
            throw new UnsupportedOperationException();
        }
    }
}
