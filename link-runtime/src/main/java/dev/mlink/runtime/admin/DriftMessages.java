package dev.mlink.runtime.admin;

import dev.mlink.admin.v1alpha1.DriftReport;
import dev.mlink.runtime.evaluation.Drift;
import dev.mlink.runtime.evaluation.TargetDrift;

/** What a drift test came to, as the operator reads it. */
final class DriftMessages {

    DriftReport of(Drift drift) {
        return DriftReport.newBuilder()
                .setSince(drift.since())
                .setSamples(drift.samples())
                .setErrorRate(drift.errorRate())
                .addAllTargets(drift.targets().stream().map(DriftMessages::of).toList())
                .build();
    }

    private static DriftReport.Target of(TargetDrift target) {
        return DriftReport.Target.newBuilder()
                .setTarget(target.target())
                .setCertified(EvaluationMessages.estimate(target.certified()))
                .setAudited(EvaluationMessages.estimate(target.audited()))
                .setPValue(target.pValue())
                .setDrifted(target.drifted())
                .build();
    }
}
