package dev.mlink.runtime.admin;

import dev.mlink.admin.v1alpha1.Calibration;
import dev.mlink.admin.v1alpha1.Certainty;
import dev.mlink.admin.v1alpha1.Certificate;
import dev.mlink.admin.v1alpha1.EvaluateResponse;
import dev.mlink.runtime.calibration.Certificate.Certified;
import dev.mlink.runtime.calibration.Certificate.Uncertified;
import dev.mlink.runtime.calibration.Confidence;
import dev.mlink.runtime.evaluation.TargetConfidence;

/** Calibrations and certificates as the operator reads them. */
final class ConfidenceMessages {

    void add(EvaluateResponse.Target.Builder target, TargetConfidence confidence) {
        Confidence predictor = confidence.predictor();
        target.getPredictorBuilder().setCalibration(of(predictor.calibration()));
        predictor.certificate().ifPresent(certificate -> target.setCertificate(of(certificate)));
        confidence.last().ifPresent(last -> {
            target.getLastBuilder().setCalibration(of(last.calibration()));
            last.certificate().ifPresent(certificate -> target.getLastBuilder().setCertificate(of(certificate)));
        });
    }

    private static Calibration of(dev.mlink.runtime.calibration.Calibration calibration) {
        return Calibration.newBuilder()
                .setCertainty(
                        switch (calibration.certainty()) {
                            case NONE -> Certainty.NO_CERTAINTY;
                            case LARGEST_SHARE -> Certainty.LARGEST_SHARE;
                            case LARGEST_LOG_SHARE -> Certainty.LARGEST_LOG_SHARE;
                            case WHOLE_SET -> Certainty.WHOLE_SET;
                            case FORESEEN_LOSS -> Certainty.FORESEEN_LOSS;
                            case WHOLE_TEXT -> Certainty.WHOLE_TEXT;
                            case FRESHNESS -> Certainty.FRESHNESS;
                        })
                .setSlope(calibration.slope())
                .setIntercept(calibration.intercept())
                .build();
    }

    private static Certificate of(dev.mlink.runtime.calibration.Certificate certificate) {
        if (certificate instanceof Certified certified) {
            return Certificate.newBuilder()
                    .setCertified(true)
                    .setThreshold(certified.threshold())
                    .setDisagreement(certified.accepted().disagreement())
                    .setBound(certified.bound())
                    .setSamples(certified.accepted().of())
                    .setAccepted(certified.accepted().share())
                    .setGivenOut(certified.accepted().givenOut())
                    .build();
        }
        Uncertified uncertified = (Uncertified) certificate;
        return Certificate.newBuilder()
                .setReason(uncertified.reason())
                .setSamples(uncertified.samples())
                .build();
    }
}
