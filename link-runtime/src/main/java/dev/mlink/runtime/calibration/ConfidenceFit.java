package dev.mlink.runtime.calibration;

import dev.mlink.runtime.calibration.Certificate.Certified;
import java.util.Optional;

/**
 * Calibrates a predictor and certifies it. Thresholds are fixed with the samples that chose the predictor and tested on
 * those that chose nothing; only then the calibration learns from all of them, which moves the confidences of answers and
 * of the threshold alike and so accepts the same answers.
 */
public final class ConfidenceFit {
    private final CalibrationFit fit = new CalibrationFit();

    /**
     * @param choosing answers to samples that chose the predictor
     * @param certifying answers to samples that chose nothing
     * @param certification the declared rate; empty where none is
     */
    public Confidence fit(
            Certainty certainty, Evidence choosing, Evidence certifying, Optional<Certification> certification) {
        Calibration fixing = fit.fit(certainty, choosing);
        Calibration serving = fit.fit(certainty, choosing.and(certifying));
        Optional<Certificate> certificate =
                certification.map(declared -> declared.certify(fixing, choosing, certifying));
        if (certificate.isPresent() && certificate.get() instanceof Certified certified) {
            Certified moved = new Certified(
                    serving.confidence(certified.threshold(), fixing), certified.accepted(), certified.bound());
            boolean same = certifying.accepted(serving, moved.threshold()).equals(certified.accepted());
            return same
                    ? new Confidence(serving, Optional.of(moved))
                    : new Confidence(fixing, certificate); // it no longer tells apart what the certificate does
        }
        return new Confidence(serving, certificate);
    }

    /**
     * Mean score of what would be given out of the choosing answers, told from them alone.
     *
     * @param choosing answers to samples that chose the predictor, and may choose more
     * @param certifying how many answers will certify
     */
    public double foreseen(Certainty certainty, Evidence choosing, int certifying, Certification declared) {
        return declared.foresee(fit.fit(certainty, choosing), choosing, certifying)
                .givenOut();
    }
}
