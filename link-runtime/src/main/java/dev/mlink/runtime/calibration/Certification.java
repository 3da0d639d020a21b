package dev.mlink.runtime.calibration;

import dev.mlink.runtime.calibration.Certificate.Certified;
import dev.mlink.runtime.calibration.Certificate.Uncertified;
import dev.mlink.runtime.calibration.Evidence.Accepted;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleFunction;

/**
 * Fixed-sequence test of thresholds: they are fixed on samples that certify nothing, tried on the certification samples
 * from strict to loose, and the first whose bound exceeds the declared rate ends it. Since a looser threshold is only
 * tried after every stricter one has passed, the whole sequence errs with the probability of one test.
 *
 * @param maxDisagreement the declared rate, in (0, .5)
 */
public record Certification(double maxDisagreement) {
    private static final int TRIED = 12;

    /** With so many times the fewest answers, one may disagree, and fewer may reach the threshold than where it was fixed. */
    private static final double MARGIN = 1.5;

    /** @throws IllegalArgumentException for a rate that is none */
    public Certification {
        if (!(maxDisagreement > 0 && maxDisagreement < .5)) {
            throw new IllegalArgumentException("the largest disagreement is " + maxDisagreement
                    + "; write a share above 0 and below 0.5, for example 0.05");
        }
    }

    /**
     * @param fixing answers that the calibration was fitted on
     * @param certifying answers that chose and fitted nothing
     */
    public Certificate certify(Calibration calibration, Evidence fixing, Evidence certifying) {
        int needed = DisagreementBound.fewestAnswers(maxDisagreement);
        if (certifying.size() < needed) {
            return new Uncertified(
                    certifying.size() + " certification samples; " + percent(maxDisagreement) + " takes at least "
                            + needed + ", all of them right",
                    certifying.size());
        }
        List<Double> thresholds = thresholds(calibration, fixing, certifying.size());
        Optional<Certified> passed = loosest(threshold -> certifying.accepted(calibration, threshold), thresholds);
        return passed.isPresent()
                ? passed.get()
                : new Uncertified(failed(calibration, certifying, thresholds.get(0)), certifying.size());
    }

    /**
     * What of some answers would be given out, had the certificate been made of others like them: for choices, which may
     * not look at the samples that certify.
     *
     * @param fixing answers that the calibration was fitted on
     * @param certifying how many answers will certify
     */
    Accepted foresee(Calibration calibration, Evidence fixing, int certifying) {
        if (certifying < DisagreementBound.fewestAnswers(maxDisagreement)) {
            return Accepted.none(fixing.size());
        }
        return loosest(
                        threshold -> fixing.accepted(calibration, threshold).outOf(certifying),
                        thresholds(calibration, fixing, certifying))
                .map(foreseen -> fixing.accepted(calibration, foreseen.threshold()))
                .orElseGet(() -> Accepted.none(fixing.size()));
    }

    /** From strict to loose. */
    private List<Double> thresholds(Calibration calibration, Evidence fixing, int certifying) {
        double fewest = (double) DisagreementBound.fewestAnswers(maxDisagreement) / certifying;
        double strictest = Math.min(MARGIN * fewest, (1 + fewest) / 2);
        return new Thresholds(calibration, fixing).from(strictest, TRIED);
    }

    private Optional<Certified> loosest(DoubleFunction<Accepted> at, List<Double> strictToLoose) {
        Optional<Certified> passed = Optional.empty();
        for (double threshold : strictToLoose) {
            Accepted accepted = at.apply(threshold);
            double bound = bound(accepted);
            if (bound > maxDisagreement) {
                break;
            }
            passed = Optional.of(new Certified(threshold, accepted, bound));
        }
        return passed;
    }

    private String failed(Calibration calibration, Evidence certifying, double strictest) {
        Accepted accepted = certifying.accepted(calibration, strictest);
        return accepted.disagreed() + " of the " + accepted.answers() + " most confident of " + accepted.of()
                + " answers disagree, so that up to " + percent(bound(accepted)) + " may, not at most "
                + percent(maxDisagreement);
    }

    private static double bound(Accepted accepted) {
        return DisagreementBound.of(accepted.answers(), accepted.disagreed());
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}
