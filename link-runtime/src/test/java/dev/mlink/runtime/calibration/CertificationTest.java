package dev.mlink.runtime.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.mlink.runtime.calibration.Certificate.Certified;
import dev.mlink.runtime.calibration.Certificate.Uncertified;
import dev.mlink.runtime.calibration.Evidence.Accepted;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CertificationTest {
    private static final Certification FIVE_PERCENT = new Certification(.05);
    private static final Calibration STATED = new Calibration(Certainty.LARGEST_SHARE, 1, 0);

    @Test
    void fiftyNineAnswersWithoutADisagreementAreTheFewest() {
        assertThat(FIVE_PERCENT.certify(STATED, steps(66, 0), steps(58, 0)))
                .isInstanceOfSatisfying(Uncertified.class, none -> assertThat(none.reason())
                        .isEqualTo("58 certification samples; 5.0 % takes at least 59, all of them right"));
        assertThat(FIVE_PERCENT.certify(STATED, steps(66, 0), steps(59, 0)))
                .isInstanceOfSatisfying(Certified.class, all -> {
                    assertThat(all.threshold()).isZero();
                    assertThat(all.accepted().answers()).isEqualTo(59);
                    assertThat(all.bound()).isEqualTo(1 - Math.pow(.05, 1. / 59), within(1e-9));
                });
        assertThat(FIVE_PERCENT.certify(STATED, steps(66, 0), steps(59, 1))).isInstanceOf(Uncertified.class);
    }

    @Test
    void theLoosestThresholdIsTakenThatEveryStricterOneHasPassed() {
        Certificate certificate = FIVE_PERCENT.certify(STATED, steps(100, 25), steps(200, 50));
        assertThat(certificate).isInstanceOfSatisfying(Certified.class, certified -> {
            assertThat(certified.accepted().share()).isBetween(.7, .8);
            assertThat(certified.bound()).isLessThanOrEqualTo(.05);
            assertThat(certified.accepted().of()).isEqualTo(200);
        });
    }

    @Test
    void disagreementAmongTheSurestEndsItEvenWhereAllTogetherWouldPass() {
        Evidence certifying = steps(300, 0);
        for (int i = 0; i < 5; i++) {
            certifying.agreed()[299 - i] = false; // the surest
        }
        assertThat(DisagreementBound.of(300, 5)).isLessThan(.05);
        assertThat(FIVE_PERCENT.certify(STATED, steps(100, 0), certifying))
                .isInstanceOfSatisfying(Uncertified.class, none -> assertThat(none.reason())
                        .contains("5 of the 89 most confident of 300")
                        .contains("not at most 5.0 %"));
    }

    @Test
    void answersThatCannotBeToldApartAreAcceptedTogether() {
        Evidence alike = new Evidence(new double[100], new boolean[100]);
        Arrays.fill(alike.agreed(), true);
        assertThat(FIVE_PERCENT.certify(STATED, alike, alike))
                .isInstanceOfSatisfying(
                        Certified.class,
                        all -> assertThat(all.accepted().share()).isEqualTo(1));
        alike.agreed()[0] = false;
        alike.agreed()[1] = false;
        assertThat(FIVE_PERCENT.certify(STATED, alike, alike)).isInstanceOf(Uncertified.class);
    }

    @Test
    void whatIsCertifiedIsBrokenNoMoreOftenThanPromised() {
        // accepting everything would disagree in a tenth of all answers
        Simulated predictor = new Simulated(x -> Simulated.logistic(2.5 * x + 3.5));
        SplittableRandom random = new SplittableRandom(7);
        int certified = 0;
        int broken = 0;
        int runs = 1000;
        for (int run = 0; run < runs; run++) {
            Evidence fixing = predictor.draw(75, random);
            Calibration calibration = new CalibrationFit().fit(Certainty.LARGEST_SHARE, fixing);
            Certificate certificate = FIVE_PERCENT.certify(calibration, fixing, predictor.draw(175, random));
            if (certificate instanceof Certified kept) {
                certified++;
                double threshold = kept.threshold();
                double truth = predictor
                        .draw(20_000, random)
                        .accepted(calibration, threshold)
                        .disagreement();
                broken += truth > .05 ? 1 : 0;
            }
        }
        double slack = 3 * Math.sqrt(.05 * .95 / runs);
        assertThat(certified).as("the guarantee is not kept by refusing").isGreaterThan(runs / 2);
        assertThat((double) broken / runs).isLessThan(.05 + slack).isPositive();
    }

    @Test
    void aChoiceForeseesWhatSamplesLikeThoseThatChooseWouldCertify() {
        Certified certified = (Certified) FIVE_PERCENT.certify(STATED, steps(100, 25), steps(200, 50));
        Accepted foreseen = FIVE_PERCENT.foresee(STATED, steps(100, 25), 200);
        assertThat(foreseen.share()).isEqualTo(certified.accepted().share());
        assertThat(foreseen.givenOut())
                .as("what is refused scores nothing, and so does what is wrong")
                .isEqualTo((foreseen.answers() - foreseen.disagreed()) / 100.);
        assertThat(FIVE_PERCENT.foresee(STATED, steps(100, 0), 200).givenOut()).isEqualTo(1);
    }

    @Test
    void whereNothingWouldBeCertifiedNothingIsForeseen() {
        assertThat(FIVE_PERCENT.foresee(STATED, steps(100, 0), 58)).isEqualTo(Accepted.none(100));
        Evidence wrong = new Evidence(new double[100], new boolean[100]);
        assertThat(FIVE_PERCENT.foresee(STATED, wrong, 200).givenOut()).isZero();
    }

    @Test
    void onAverageAboutAsMuchIsGivenOutAsWasForeseen() {
        Simulated predictor = new Simulated(x -> Simulated.logistic(2.5 * x + 3.5));
        SplittableRandom random = new SplittableRandom(7);
        double foreseen = 0;
        double givenOut = 0;
        int runs = 500;
        for (int run = 0; run < runs; run++) {
            Evidence fixing = predictor.draw(75, random);
            Calibration calibration = new CalibrationFit().fit(Certainty.LARGEST_SHARE, fixing);
            foreseen += FIVE_PERCENT.foresee(calibration, fixing, 175).givenOut() / runs;
            Certificate certificate = FIVE_PERCENT.certify(calibration, fixing, predictor.draw(175, random));
            givenOut += certificate instanceof Certified kept ? kept.accepted().givenOut() / runs : 0;
        }
        assertThat(foreseen).isCloseTo(givenOut, within(.1));
    }

    @Test
    void ratesThatAreNoneAreNamed() {
        assertThatThrownBy(() -> new Certification(0)).hasMessageContaining("0.0; write a share above 0");
        assertThatThrownBy(() -> new Certification(.5)).hasMessageContaining("below 0.5");
    }

    /** Certainties 1, 2, ... over the samples' number, of which the lowest disagree. */
    private static Evidence steps(int samples, int disagreed) {
        double[] certainties = new double[samples];
        boolean[] agreed = new boolean[samples];
        for (int i = 0; i < samples; i++) {
            certainties[i] = (i + 1.) / samples;
            agreed[i] = i >= disagreed;
        }
        return new Evidence(certainties, agreed);
    }
}
