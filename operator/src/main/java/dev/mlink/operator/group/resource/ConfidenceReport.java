package dev.mlink.operator.group.resource;

import dev.mlink.admin.v1alpha1.Certificate;
import dev.mlink.admin.v1alpha1.ModelRoute;
import dev.mlink.admin.v1alpha1.RouteState;
import dev.mlink.admin.v1alpha1.RoutingTable;
import dev.mlink.api.v1alpha1.status.ConfidenceStatus;
import dev.mlink.operator.status.Figure;
import java.util.List;
import java.util.Optional;

/** What the routing table in force says about the confidence of predictions. */
public record ConfidenceReport(RoutingTable table) {

    /** Of one model; empty unless it is predicted and has a declared maxDisagreement. */
    static Optional<ConfidenceStatus> of(ModelRoute route) {
        if (!route.hasCertificate() || route.getState() != RouteState.PREDICTED) {
            return Optional.empty();
        }
        Certificate certificate = route.getCertificate();
        return Optional.of(
                certificate.getCertified()
                        ? new ConfidenceStatus(
                                true,
                                new Figure(certificate.getThreshold()).rounded(),
                                new Figure(certificate.getDisagreement()).rounded(),
                                new Figure(certificate.getBound()).rounded(),
                                certificate.getSamples(),
                                new Figure(certificate.getAccepted()).rounded(),
                                givenOut(certificate),
                                null)
                        : new ConfidenceStatus(
                                false, null, null, null, certificate.getSamples(), null, 0.0, certificate.getReason()));
    }

    /** What is certified gives something out; a table of an older version does not say what. */
    private static Double givenOut(Certificate certificate) {
        return certificate.getGivenOut() == 0 ? null : new Figure(certificate.getGivenOut()).rounded();
    }

    /** Models of which no prediction is given out, each with the reason. */
    public List<String> uncertified() {
        return table.getModelsList().stream()
                .filter(ConfidenceReport::uncertified)
                .map(route -> route.getModel() + " (" + route.getCertificate().getReason() + ")")
                .toList();
    }

    /** Those of them that are not executed elsewhere either. */
    List<String> unanswered() {
        return table.getModelsList().stream()
                .filter(ConfidenceReport::uncertified)
                .filter(route -> !route.getEscalate() || table.getEscalationCount() == 0)
                .map(ModelRoute::getModel)
                .toList();
    }

    /** Whether some model escalates to where nothing is ready. */
    public boolean escalatesNowhere() {
        return table.getEscalationCount() == 0 && table.getModelsList().stream().anyMatch(ModelRoute::getEscalate);
    }

    private static boolean uncertified(ModelRoute route) {
        return route.getState() == RouteState.PREDICTED
                && route.hasCertificate()
                && !route.getCertificate().getCertified();
    }
}
