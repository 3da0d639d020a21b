package dev.mlink.runtime.evaluation;

import dev.mlink.runtime.calibration.Confidence;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Certifies the predictors of activation sets and holds the certificates against samples that had no part in them.
 *
 * @param confidence calibrates and certifies
 * @param held what the certificates are held against
 * @param limits for which models, and how much may disagree
 */
record CertificateAudit(ConfidenceAssessment confidence, Bench held, DisagreementLimits limits) {

    /** By target; without those that have no limit. */
    Map<String, CertificateLine> of(SetEvaluation set) {
        Map<String, CertificateLine> lines = new LinkedHashMap<>();
        Map<String, Confidence> assessed = confidence.assess(set, limits.byModel());
        set.targets().forEach(target -> assessed.get(target.target())
                .certificate()
                .ifPresent(certificate -> lines.put(
                        target.target(),
                        CertificateLine.of(
                                limits.byModel().get(target.target()),
                                assessed.get(target.target()).calibration(),
                                certificate,
                                confidence.evidence(held, target)))));
        return lines;
    }
}
