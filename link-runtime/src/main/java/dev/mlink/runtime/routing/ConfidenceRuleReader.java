package dev.mlink.runtime.routing;

import dev.mlink.admin.v1alpha1.Certificate;
import dev.mlink.admin.v1alpha1.LastValues;
import dev.mlink.admin.v1alpha1.ModelRoute;
import dev.mlink.runtime.calibration.Calibration;
import dev.mlink.runtime.calibration.Certainty;
import dev.mlink.runtime.routing.Guarantee.Certified;
import dev.mlink.runtime.routing.Guarantee.NotAsked;
import dev.mlink.runtime.routing.Guarantee.Uncertified;
import dev.mlink.runtime.store.Digest;
import java.util.List;
import java.util.Optional;

/** Reads what a table says about the confidence of a model's predictions. */
final class ConfidenceRuleReader {

    /** @throws IllegalArgumentException naming the model and the number that is wrong */
    ConfidenceRule read(ModelRoute route) {
        try {
            return new ConfidenceRule(route.getMinConfidence(), guarantee(route), route.getEscalate());
        } catch (IllegalArgumentException wrong) {
            throw wrong(route, wrong);
        }
    }

    /** @throws IllegalArgumentException naming the model and the number that is wrong */
    Optional<Calibration> calibration(ModelRoute route) {
        return route.getPredictor().hasCalibration()
                ? Optional.of(calibration(route, route.getPredictor().getCalibration()))
                : Optional.empty();
    }

    /**
     * How far the last exact values of a model are to be trusted: where it has a certificate, they need their own.
     *
     * @throws IllegalArgumentException naming the model and the number that is wrong
     */
    LastReference last(ModelRoute route) {
        LastValues last = route.getLast();
        Optional<Calibration> calibration =
                last.hasCalibration() ? Optional.of(calibration(route, last.getCalibration())) : Optional.empty();
        Guarantee guarantee = !route.hasCertificate()
                ? new NotAsked()
                : last.hasCertificate() ? guarantee(last.getCertificate()) : new Uncertified("nobody certified them");
        PredictorReference by =
                new PredictorReference(List.of(), new Digest(last.getArtifact()), last.getPerformance(), calibration);
        return new LastReference(by, new ConfidenceRule(route.getMinConfidence(), guarantee, route.getEscalate()));
    }

    private static Calibration calibration(ModelRoute route, dev.mlink.admin.v1alpha1.Calibration calibration) {
        try {
            return new Calibration(
                    certainty(calibration.getCertainty()), calibration.getSlope(), calibration.getIntercept());
        } catch (IllegalArgumentException wrong) {
            throw wrong(route, wrong);
        }
    }

    private static Guarantee guarantee(ModelRoute route) {
        return route.hasCertificate() ? guarantee(route.getCertificate()) : new NotAsked();
    }

    private static Guarantee guarantee(Certificate certificate) {
        return certificate.getCertified()
                ? new Certified(certificate.getThreshold())
                : new Uncertified(certificate.getReason());
    }

    private static Certainty certainty(dev.mlink.admin.v1alpha1.Certainty certainty) {
        return switch (certainty) {
            case NO_CERTAINTY -> Certainty.NONE;
            case LARGEST_SHARE -> Certainty.LARGEST_SHARE;
            case LARGEST_LOG_SHARE -> Certainty.LARGEST_LOG_SHARE;
            case WHOLE_SET -> Certainty.WHOLE_SET;
            case FORESEEN_LOSS -> Certainty.FORESEEN_LOSS;
            case WHOLE_TEXT -> Certainty.WHOLE_TEXT;
            case FRESHNESS -> Certainty.FRESHNESS;
            case UNRECOGNIZED -> throw new IllegalArgumentException(
                    "calibration.certainty is none that this version reads; update the link-runtime");
        };
    }

    private static IllegalArgumentException wrong(ModelRoute route, IllegalArgumentException wrong) {
        return new IllegalArgumentException("model '" + route.getModel() + "': " + wrong.getMessage(), wrong);
    }
}
