package dev.mlink.runtime.evaluation;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.mlink.runtime.calibration.Calibration;
import dev.mlink.runtime.calibration.Certificate;
import dev.mlink.runtime.calibration.Certificate.Certified;
import dev.mlink.runtime.calibration.Certificate.Uncertified;
import dev.mlink.runtime.calibration.Evidence;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A certificate as `evaluate` prints it, with what it comes to on the held-out samples.
 *
 * @param maxDisagreement the declared rate
 * @param threshold the confidence from which on answers are accepted; absent when not certified
 * @param disagreement of the accepted certification samples; absent when not certified
 * @param bound its one-sided 95 % bound; absent when not certified
 * @param samples certification samples
 * @param accepted share of them that is accepted; 0 when not certified
 * @param reason why it is not certified; absent when it is
 * @param held on samples that neither fitted, chose nor certified
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record CertificateLine(
        double maxDisagreement,
        boolean certified,
        OptionalDouble threshold,
        OptionalDouble disagreement,
        OptionalDouble bound,
        int samples,
        double accepted,
        Optional<String> reason,
        Held held) {

    /**
     * What held-out samples say.
     *
     * @param samples how many
     * @param accepted share of them that is accepted; 0 when not certified
     * @param disagreement rate among those; 0 where none is accepted
     * @param confidence mean over all of them
     * @param agreement rate over all of them, which a calibrated confidence equals
     */
    record Held(int samples, double accepted, double disagreement, double confidence, double agreement) {
        private static Held of(Evidence evidence, Calibration calibration, Evidence.Accepted accepted) {
            double confidence = Arrays.stream(evidence.certainties())
                    .map(calibration::confidence)
                    .average()
                    .orElse(0);
            double agreement = 1 - evidence.accepted(calibration, 0).disagreement();
            return new Held(evidence.size(), accepted.share(), accepted.disagreement(), confidence, agreement);
        }
    }

    static CertificateLine of(
            double maxDisagreement, Calibration calibration, Certificate certificate, Evidence heldOut) {
        if (certificate instanceof Certified certified) {
            return new CertificateLine(
                    maxDisagreement,
                    true,
                    OptionalDouble.of(certified.threshold()),
                    OptionalDouble.of(certified.accepted().disagreement()),
                    OptionalDouble.of(certified.bound()),
                    certified.accepted().of(),
                    certified.accepted().share(),
                    Optional.empty(),
                    Held.of(heldOut, calibration, heldOut.accepted(calibration, certified.threshold())));
        }
        Uncertified uncertified = (Uncertified) certificate;
        return new CertificateLine(
                maxDisagreement,
                false,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                uncertified.samples(),
                0,
                Optional.of(uncertified.reason()),
                Held.of(heldOut, calibration, Evidence.Accepted.none(heldOut.size())));
    }
}
