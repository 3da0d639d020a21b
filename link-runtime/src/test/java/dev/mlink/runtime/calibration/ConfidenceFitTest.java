package dev.mlink.runtime.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.mlink.runtime.calibration.Certificate.Certified;
import dev.mlink.runtime.calibration.Certificate.Uncertified;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ConfidenceFitTest {
    private static final Certification FIVE_PERCENT = new Certification(.05);

    private final ConfidenceFit fit = new ConfidenceFit();
    private final Simulated predictor = new Simulated(x -> Simulated.logistic(2.5 * x + 3.5));

    @Test
    void theThresholdMovesWithTheConfidencesAndAcceptsTheSameAnswers() {
        SplittableRandom random = new SplittableRandom(1);
        int certified = 0;
        for (int run = 0; run < 50; run++) {
            Evidence choosing = predictor.draw(75, random);
            Evidence certifying = predictor.draw(175, random);
            Calibration fixing = new CalibrationFit().fit(Certainty.LARGEST_SHARE, choosing);
            Certificate fixed = FIVE_PERCENT.certify(fixing, choosing, certifying);
            Confidence confidence = fit.fit(Certainty.LARGEST_SHARE, choosing, certifying, Optional.of(FIVE_PERCENT));
            if (fixed instanceof Certified before) {
                certified++;
                Certified after = (Certified) confidence.certificate().orElseThrow();
                Evidence fresh = predictor.draw(2000, random);
                assertThat(after.accepted()).isEqualTo(before.accepted());
                assertThat(fresh.accepted(confidence.calibration(), after.threshold()))
                        .isEqualTo(fresh.accepted(fixing, before.threshold()));
            } else {
                assertThat(confidence.certificate().orElseThrow()).isInstanceOf(Uncertified.class);
            }
        }
        assertThat(certified).isPositive();
    }

    @Test
    void confidencesLearnFromTheSamplesThatChoseNothingToo() {
        boolean[] lucky = new boolean[66];
        Arrays.fill(lucky, true);
        boolean[] honest = new boolean[154];
        Arrays.fill(honest, 0, 118, true);
        Confidence confidence = fit.fit(
                Certainty.NONE,
                new Evidence(new double[66], lucky),
                new Evidence(new double[154], honest),
                Optional.empty());
        assertThat(confidence.certificate()).isEmpty();
        assertThat(confidence.calibration().confidence(0)).isEqualTo((66 + 118 + 1) / 222., within(1e-12));
    }

    @Test
    void aCalibrationThatTellsNothingApartDoesNotReplaceOneThatTheCertificateNeeds() {
        // where thresholds are fixed, the surer the more agree; of the certifying ones, those that are least sure do
        Evidence choosing = levels(60, 60, 20, 10, 20, 0);
        Evidence certifying = levels(200, 198, 200, 100, 2000, 2000);
        Confidence confidence = fit.fit(Certainty.LARGEST_SHARE, choosing, certifying, Optional.of(FIVE_PERCENT));
        Certified certified = (Certified) confidence.certificate().orElseThrow();
        assertThat(certified.accepted().answers()).isEqualTo(200);
        assertThat(certifying.accepted(confidence.calibration(), certified.threshold()))
                .isEqualTo(certified.accepted());
    }

    /** Answers of certainty 1, 0 and -10: how many there are of each, and how many of those agree. */
    private static Evidence levels(int... answersAndAgreements) {
        double[] certainties = {1, 0, -10};
        Evidence all = new Evidence(new double[0], new boolean[0]);
        for (int level = 0; level < certainties.length; level++) {
            double[] alike = new double[answersAndAgreements[2 * level]];
            boolean[] agreed = new boolean[alike.length];
            Arrays.fill(alike, certainties[level]);
            Arrays.fill(agreed, 0, answersAndAgreements[2 * level + 1], true);
            all = all.and(new Evidence(alike, agreed));
        }
        return all;
    }
}
