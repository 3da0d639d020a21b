package dev.mlink.runtime.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CalibrationFitTest {
    private final CalibrationFit fit = new CalibrationFit();

    @Test
    void anOverconfidentCertaintyIsBroughtDown() {
        Evidence evidence = new Simulated(x -> Simulated.logistic(.4 * x + 1)).draw(20_000, new SplittableRandom(1));
        Calibration calibration = fit.fit(Certainty.LARGEST_SHARE, evidence);
        assertThat(calibration.slope()).isEqualTo(.4, within(.05));
        assertThat(calibration.intercept()).isEqualTo(1, within(.05));
    }

    @Test
    void confidencesAreTheRatesOfAgreementWhereverTheyLie() {
        Simulated predictor = new Simulated(x -> Simulated.logistic(2 * x + .5));
        SplittableRandom random = new SplittableRandom(2);
        Calibration calibration = fit.fit(Certainty.WHOLE_SET, predictor.draw(500, random));
        Evidence fresh = predictor.draw(20_000, random);
        for (double from : new double[] {0, .25, .5, .75}) {
            double expected = 0;
            int agreed = 0;
            int answers = 0;
            for (int i = 0; i < fresh.size(); i++) {
                double confidence = calibration.confidence(fresh.certainties()[i]);
                if (confidence >= from && confidence < from + .25) {
                    answers++;
                    expected += confidence;
                    agreed += fresh.agreed()[i] ? 1 : 0;
                }
            }
            assertThat((double) agreed / answers).isEqualTo(expected / answers, within(.05));
        }
    }

    @Test
    void aConstantCertaintyGivesTheSmoothedRate() {
        boolean[] agreed = new boolean[10];
        Arrays.fill(agreed, 0, 7, true);
        Calibration calibration = fit.fit(Certainty.NONE, new Evidence(new double[10], agreed));
        assertThat(calibration.slope()).isZero();
        assertThat(calibration.confidence(99)).isEqualTo(8. / 12, within(1e-12));
    }

    @Test
    void aCertaintyThatMisleadsIsNotFollowed() {
        Evidence evidence = new Simulated(x -> Simulated.logistic(-2 * x)).draw(500, new SplittableRandom(3));
        Calibration calibration = fit.fit(Certainty.LARGEST_SHARE, evidence);
        assertThat(calibration.slope()).isZero();
        assertThat(calibration.confidence(0)).isEqualTo(.5, within(.05));
    }

    @Test
    void withoutADisagreementAnswersAreStillToldApart() {
        boolean[] agreed = new boolean[70];
        Arrays.fill(agreed, true);
        double[] certainties = new SplittableRandom(4).doubles(70, 1, 6).toArray();
        Calibration calibration = fit.fit(Certainty.LARGEST_SHARE, new Evidence(certainties, agreed));
        assertThat(calibration.slope()).isPositive();
        double mean = Arrays.stream(certainties)
                .map(calibration::confidence)
                .average()
                .orElseThrow();
        assertThat(mean).as("70 agreements are no proof of never erring").isEqualTo(71. / 72, within(1e-3));
    }

    @Test
    void nothingKnownIsEvenOdds() {
        Evidence none = new Evidence(new double[0], new boolean[0]);
        assertThat(fit.fit(Certainty.LARGEST_SHARE, none).confidence(5)).isEqualTo(.5);
    }

    @Test
    void numbersThatAreNoCalibrationAreNamed() {
        assertThatThrownBy(() -> new Calibration(Certainty.NONE, -1, 0)).hasMessageContaining("slope -1.0");
        assertThatThrownBy(() -> new Calibration(Certainty.NONE, 1, Double.NaN)).hasMessageContaining("intercept NaN");
    }
}
