package dev.mlink.runtime.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlink.runtime.routing.Guarantee.Certified;
import dev.mlink.runtime.routing.Guarantee.NotAsked;
import dev.mlink.runtime.routing.Guarantee.Uncertified;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfidenceRuleTest {
    private static final Directives NOTHING = Directives.none();

    @Test
    void withoutARuleEveryPredictionIsGivenOut() {
        Requirement none = ConfidenceRule.NONE.requirement(NOTHING);
        assertThat(none.missedBy(confidences(0, .1))).isEmpty();
        assertThat(none.missedBy(Confidences.unknown(2))).isEmpty();
    }

    @Test
    void theStrictestOfRequestResourceAndCertificateHolds() {
        ConfidenceRule rule = new ConfidenceRule(.7, new Certified(.8), false);
        assertThat(rule.requirement(NOTHING).threshold()).isEqualTo(.8);
        assertThat(rule.requirement(NOTHING).origin()).isEqualTo("the model's certificate");
        assertThat(rule.requirement(NOTHING.withMinConfidence(.5)).threshold()).isEqualTo(.8);
        assertThat(rule.requirement(NOTHING.withMinConfidence(.9)).origin())
                .isEqualTo("mlink_min_confidence in the request");
        assertThat(new ConfidenceRule(.85, new Certified(.8), false)
                        .requirement(NOTHING)
                        .origin())
                .isEqualTo("minConfidence in the ModelGroup");
    }

    @Test
    void onlyRowsBelowItMissIt() {
        Requirement required = new ConfidenceRule(.6, new NotAsked(), false).requirement(NOTHING);
        assertThat(required.missedBy(confidences(.7, .5999, .6, .1))).isEqualTo(List.of(1, 3));
        assertThat(required.refusal("halved", confidences(.7, .5999, .6, .1)))
                .isEqualTo(
                        "model 'halved' is not loaded, and its prediction of row 3 has confidence 0.1000, below 0.6000"
                                + " of minConfidence in the ModelGroup; be content with less, or let the model escalate in its"
                                + " ModelGroup");
        assertThat(required.refusal("halved", confidences(.25))).contains("its prediction has confidence 0.2500");
    }

    @Test
    void whatIsNotKnownReachesNoThreshold() {
        Requirement required = ConfidenceRule.NONE.requirement(NOTHING.withMinConfidence(.01));
        assertThat(required.missedBy(Confidences.unknown(2))).isEqualTo(List.of(0, 1));
        assertThat(required.refusal("halved", Confidences.unknown(1)))
                .contains("its prediction has no known confidence");
    }

    @Test
    void noPredictionIsGivenOutWithoutItsCertificateOrInPlaceOfAnExactAnswer() {
        ConfidenceRule rule = new ConfidenceRule(0, new Uncertified("3 of 59 disagree"), false);
        assertThat(rule.requirement(NOTHING).refusesAll()).isTrue();
        assertThat(rule.requirement(NOTHING).refusal("halved")).contains("declares: 3 of 59 disagree; raise");
        assertThat(ConfidenceRule.NONE.requirement(NOTHING.withExact(true)).refusal("halved"))
                .isEqualTo("model 'halved' is not loaded, and mlink_exact refuses a prediction; ask again without it,"
                        + " or later");
    }

    @Test
    void whatIsNoProbabilityIsNamed() {
        assertThatThrownBy(() -> new ConfidenceRule(1.5, new NotAsked(), false))
                .hasMessage("min_confidence is 1.5; write a number from 0 to 1");
        assertThatThrownBy(() -> new ConfidenceRule(0, new Certified(Double.NaN), false))
                .hasMessageContaining("certificate.threshold is NaN");
    }

    private static Confidences confidences(double... values) {
        return new Confidences(values, true);
    }
}
