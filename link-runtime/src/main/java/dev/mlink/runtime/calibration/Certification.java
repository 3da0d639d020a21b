package dev.mlink.runtime.calibration;

import dev.mlink.runtime.calibration.Certificate.Certified;
import dev.mlink.runtime.calibration.Certificate.Uncertified;
import dev.mlink.runtime.calibration.Evidence.Accepted;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

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
        double fewest = (double) needed / certifying.size();
        double strictest = Math.min(MARGIN * fewest, (1 + fewest) / 2);
        List<Double> thresholds = new Thresholds(calibration, fixing).from(strictest, TRIED);
        return loosest(calibration, certifying, thresholds)
                .orElseGet(
                        () -> new Uncertified(failed(calibration, certifying, thresholds.get(0)), certifying.size()));
    }

    private Optional<Certificate> loosest(Calibration calibration, Evidence certifying, List<Double> strictToLoose) {
        Optional<Certificate> passed = Optional.empty();
        for (double threshold : strictToLoose) {
            Accepted accepted = certifying.accepted(calibration, threshold);
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
