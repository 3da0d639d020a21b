package dev.mlink.operator.routing;

import dev.mlink.admin.v1alpha1.Certificate;
import dev.mlink.admin.v1alpha1.EvaluateResponse;
import dev.mlink.admin.v1alpha1.ModelRoute;
import dev.mlink.operator.group.spec.ConfidenceSpec;

/** What a route says of the confidence that a model's predictions need. */
record ConfidenceRoute(ConfidenceSpec spec) {

    /** What the resource declares. */
    void describe(ModelRoute.Builder route) {
        route.setMinConfidence(spec.minimum().orElse(0))
                .setMaxDisagreement(spec.maxDisagreement().orElse(0))
                .setEscalate(spec.escalate());
    }

    /** What was measured of it; where a certificate is declared and none was made, nothing is certified. */
    void certify(ModelRoute.Builder route, EvaluateResponse.Target target) {
        if (spec.maxDisagreement().isPresent()) {
            route.setCertificate(
                    target.hasCertificate()
                            ? target.getCertificate()
                            : Certificate.newBuilder()
                                    .setReason("the link-runtime that measured it does not certify; update it")
                                    .build());
        }
    }
}
