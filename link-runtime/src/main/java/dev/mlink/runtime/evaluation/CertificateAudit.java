package dev.mlink.runtime.evaluation;

import dev.mlink.runtime.calibration.Confidence;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Certifies the predictors of activation sets and holds the certificates against samples that had no part in them, and
 * that are of no stream.
 *
 * @param confidence calibrates and certifies
 * @param held what the certificates are held against
 * @param limits for which models, and how much may disagree
 */
record CertificateAudit(ConfidenceAssessment confidence, Bench held, DisagreementLimits limits) {

    /** By target; without those that have no limit. */
    Map<String, CertificateLine> of(SetEvaluation set) {
        Map<String, CertificateLine> lines = new LinkedHashMap<>();
        Map<String, TargetConfidence> assessed = confidence.assess(set, limits.byModel());
        set.targets().forEach(target -> {
            Confidence known = assessed.get(target.target()).predictor();
            known.certificate()
                    .ifPresent(certificate -> lines.put(
                            target.target(),
                            CertificateLine.of(
                                    limits.byModel().get(target.target()),
                                    known.calibration(),
                                    certificate,
                                    confidence.evidence(
                                            held,
                                            target.target(),
                                            target.predictor().withoutLast()))));
        });
        return lines;
    }
}
