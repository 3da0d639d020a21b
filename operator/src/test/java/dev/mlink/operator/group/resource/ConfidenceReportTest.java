package dev.mlink.operator.group.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.admin.v1alpha1.Certificate;
import dev.mlink.admin.v1alpha1.Endpoint;
import dev.mlink.admin.v1alpha1.ModelRoute;
import dev.mlink.admin.v1alpha1.RouteState;
import dev.mlink.admin.v1alpha1.RoutingTable;
import dev.mlink.api.v1alpha1.status.ConfidenceStatus;
import org.junit.jupiter.api.Test;

class ConfidenceReportTest {
    private static final ModelRoute CERTIFIED = route("certified")
            .setCertificate(Certificate.newBuilder()
                    .setCertified(true)
                    .setThreshold(.81234567)
                    .setDisagreement(.0125)
                    .setBound(.0493)
                    .setSamples(175)
                    .setAccepted(.7)
                    .setGivenOut(.69125))
            .build();
    private static final ModelRoute UNCERTIFIED = route("uncertified")
            .setCertificate(
                    Certificate.newBuilder().setReason("3 of 90 disagree").setSamples(175))
            .build();

    @Test
    void aCertificateIsReportedWithItsFigures() {
        assertThat(ConfidenceReport.of(CERTIFIED))
                .contains(new ConfidenceStatus(true, .8123, .0125, .0493, 175, .7, .6913, null));
        assertThat(ConfidenceReport.of(UNCERTIFIED))
                .contains(new ConfidenceStatus(false, null, null, null, 175, null, 0.0, "3 of 90 disagree"));
    }

    @Test
    void nothingIsReportedWithoutADeclarationOrAPrediction() {
        assertThat(ConfidenceReport.of(route("free").build())).isEmpty();
        assertThat(ConfidenceReport.of(
                        CERTIFIED.toBuilder().setState(RouteState.EXACT).build()))
                .isEmpty();
    }

    @Test
    void anUncertifiedModelIsUnansweredUnlessItEscalatesToSomeone() {
        RoutingTable alone = RoutingTable.newBuilder()
                .addModels(CERTIFIED)
                .addModels(UNCERTIFIED)
                .build();
        assertThat(new ConfidenceReport(alone).uncertified()).containsExactly("uncertified (3 of 90 disagree)");
        assertThat(new ConfidenceReport(alone).unanswered()).containsExactly("uncertified");

        RoutingTable nowhere = RoutingTable.newBuilder()
                .addModels(UNCERTIFIED.toBuilder().setEscalate(true))
                .build();
        assertThat(new ConfidenceReport(nowhere).unanswered()).containsExactly("uncertified");
        assertThat(new ConfidenceReport(nowhere).escalatesNowhere()).isTrue();

        RoutingTable somewhere = nowhere.toBuilder()
                .addEscalation(Endpoint.newBuilder().setName("large-0"))
                .build();
        assertThat(new ConfidenceReport(somewhere).unanswered()).isEmpty();
        assertThat(new ConfidenceReport(somewhere).escalatesNowhere()).isFalse();
        assertThat(new ConfidenceReport(somewhere).uncertified()).hasSize(1);
    }

    private static ModelRoute.Builder route(String model) {
        return ModelRoute.newBuilder().setModel(model).setState(RouteState.PREDICTED);
    }
}
