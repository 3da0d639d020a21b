package dev.mlink.runtime.routing;

import dev.mlink.admin.v1alpha1.Certificate;
import dev.mlink.admin.v1alpha1.ModelRoute;
import dev.mlink.runtime.calibration.Calibration;
import dev.mlink.runtime.calibration.Certainty;
import dev.mlink.runtime.routing.Guarantee.Certified;
import dev.mlink.runtime.routing.Guarantee.NotAsked;
import dev.mlink.runtime.routing.Guarantee.Uncertified;
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
        if (!route.getPredictor().hasCalibration()) {
            return Optional.empty();
        }
        var calibration = route.getPredictor().getCalibration();
        try {
            return Optional.of(new Calibration(
                    certainty(calibration.getCertainty()), calibration.getSlope(), calibration.getIntercept()));
        } catch (IllegalArgumentException wrong) {
            throw wrong(route, wrong);
        }
    }

    private static Guarantee guarantee(ModelRoute route) {
        if (!route.hasCertificate()) {
            return new NotAsked();
        }
        Certificate certificate = route.getCertificate();
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
            case UNRECOGNIZED -> throw new IllegalArgumentException(
                    "calibration.certainty is none that this version reads; update the link-runtime");
        };
    }

    private static IllegalArgumentException wrong(ModelRoute route, IllegalArgumentException wrong) {
        return new IllegalArgumentException("model '" + route.getModel() + "': " + wrong.getMessage(), wrong);
    }
}
