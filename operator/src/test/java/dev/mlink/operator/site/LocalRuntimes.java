package dev.mlink.operator.site;

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
import dev.mlink.operator.runtime.RuntimeAddress;
import dev.mlink.operator.runtime.RuntimeControl;
import dev.mlink.operator.runtime.RuntimeReply;

/** The network of the {@link LocalNode}: leads to the ports that a pod's processes really have. */
public record LocalRuntimes(RuntimeControl real) implements RuntimeControl {

    private static RuntimeAddress here(RuntimeAddress pod) {
        return new RuntimeAddress(
                "127.0.0.1", PodAddress.of(pod.host()).port(pod.port()), pod.token(), pod.encryption());
    }

    @Override
    public RuntimeReply<RuntimeStatus> status(RuntimeAddress pod, String profile, String training) {
        return real.status(here(pod), profile, training);
    }

    @Override
    public RuntimeReply<RouteAcknowledgement> route(RuntimeAddress pod, RoutingTable table) {
        return real.route(here(pod), table);
    }

    @Override
    public RuntimeReply<PrepareAcknowledgement> prepare(RuntimeAddress pod, RoutingTable table) {
        return real.prepare(here(pod), table);
    }

    @Override
    public RuntimeReply<ProfileProgress> profile(RuntimeAddress pod, ProfileRequest request) {
        return real.profile(here(pod), request);
    }

    @Override
    public RuntimeReply<EvaluateResponse> evaluate(RuntimeAddress pod, EvaluateRequest request) {
        return real.evaluate(here(pod), request);
    }

    @Override
    public RuntimeReply<TrainingReport> training(RuntimeAddress pod, String training) {
        return real.training(here(pod), training);
    }

    @Override
    public RuntimeReply<DriftReport> drift(RuntimeAddress pod, DriftRequest request) {
        return real.drift(here(pod), request);
    }
}
