package dev.mlink.runtime.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.mlink.admin.v1alpha1.TrainingReport;
import dev.mlink.runtime.calibration.Certainty;
import dev.mlink.runtime.calibration.Certificate.Certified;
import dev.mlink.runtime.calibration.Confidence;
import dev.mlink.runtime.evaluation.PredictorChoice.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The evaluator on one small training: a label implies a parity, a coin implies nothing. */
class StoredEvaluatorTest {
    @TempDir
    static Path directory;

    private static CoinTraining training;
    private final StoredEvaluator evaluator = new StoredEvaluator(training.store());

    @BeforeAll
    static void train() throws IOException {
        training = CoinTraining.in(directory);
    }

    @Test
    void theSimplestPredictorThatNoRicherOneBeatsIsChosen() {
        Map<String, TargetEvaluation> targets = targets(Set.of("label"));
        assertThat(targets.keySet()).containsExactlyInAnyOrder("parity", "coin");
        TargetEvaluation parity = targets.get("parity");
        assertThat(parity.predictor().kind()).isEqualTo(Kind.RIDGE);
        assertThat(parity.predictor().sources()).containsExactly("label");
        assertThat(parity.rungs())
                .extracting(rung -> rung.predictor().kind())
                .containsExactly(Kind.PRIOR, Kind.RIDGE, Kind.LINK, Kind.JOINT);
        assertThat(parity.performance().value()).isGreaterThan(.95);
        assertThat(parity.performance().samples()).isEqualTo(70);
        assertThat(parity.prior()).isLessThan(.7);
    }

    @Test
    void withoutSourcesThePriorAnswers() {
        assertThat(targets(Set.of()).values()).hasSize(3).allSatisfy(target -> {
            assertThat(target.predictor().kind()).isEqualTo(Kind.PRIOR);
            assertThat(target.predictor().sources()).isEmpty();
            assertThat(target.performance().value()).isEqualTo(target.prior());
        });
    }

    @Test
    void aRicherPredictorThatIsNoBetterIsNotTaken() {
        TargetEvaluation parity = targets(Set.of("label", "coin")).get("parity");
        assertThat(parity.selection()).isEqualTo(1);
        assertThat(parity.predictor().kind()).isEqualTo(Kind.RIDGE);
        assertThat(parity.rungs()).hasSize(5).allSatisfy(rung -> assertThat(rung.selection())
                .isLessThanOrEqualTo(1));
    }

    @Test
    void theLadderOfTheArticleComparesNothing() {
        for (TargetEvaluation target : evaluator
                .evaluate("old", "old", Ladder.ARTICLE, List.of(Set.of("label", "coin")))
                .get(0)
                .targets()) {
            assertThat(target.predictor().kind()).isEqualTo(Kind.ENSEMBLE);
            assertThat(target.predictor().sources()).containsExactly("coin", "label");
        }
        assertThat(evaluator
                        .evaluate("old", "old", Ladder.ARTICLE, List.of(Set.of("coin")))
                        .get(0)
                        .targets())
                .extracting(target -> target.predictor().kind())
                .containsOnly(Kind.LINK);
    }

    @Test
    void whatNothingActivePredictsIsUnlinkableOnAnyLadder() {
        for (Ladder ladder : Ladder.values()) {
            Map<String, TargetEvaluation> targets = targets(ladder, Set.of("label"));
            assertThat(targets.get("coin").unlinkable())
                    .as("%s: a coin", ladder)
                    .isTrue();
            assertThat(targets.get("parity").unlinkable())
                    .as("%s: a parity", ladder)
                    .isFalse();
        }
        assertThat(targets(Set.of()).values())
                .as("nothing is active that could predict anything")
                .noneMatch(TargetEvaluation::unlinkable);
        assertThat(evaluator.report("old").orElseThrow().getLinksList())
                .filteredOn(TrainingReport.Link::getUnlinkable)
                .extracting(link -> link.getSource() + " -> " + link.getTarget())
                .contains("label -> coin", "parity -> coin")
                .doesNotContain("label -> parity", "parity -> label");
    }

    @Test
    void everySetIsAnsweredInTheOrderAsked() {
        List<Set<String>> sets = List.of(Set.of("coin"), Set.of(), Set.of("label", "parity", "coin"));
        List<SetEvaluation> evaluations = evaluator.evaluate("old", "old", Ladder.FULL, sets);
        assertThat(evaluations).extracting(SetEvaluation::set).isEqualTo(sets);
        assertThat(evaluations.get(2).targets()).isEmpty();
    }

    @Test
    void theLeadOfASetIsThatOfItsObjectiveSampleBySample() {
        List<Set<String>> sets = List.of(Set.of("label"), Set.of("label"), Set.of("coin"), Set.of("label", "coin"));
        Map<String, Double> weights = Map.of("label", 1.0, "parity", 2.0, "coin", 1.0);
        List<Lead> leads = evaluator.leads("old", "old", Ladder.FULL, sets, weights);
        double[] objectives = evaluator.evaluate("old", "old", Ladder.FULL, sets).stream()
                .mapToDouble(set -> objective(set, weights))
                .toArray();

        assertThat(leads.get(1)).isEqualTo(new Lead(0, 0, leads.get(0).samples()));
        assertThat(leads).hasSameSizeAs(sets);
        for (int set = 0; set < objectives.length; set++) {
            assertThat(leads.get(set).gain()).isCloseTo(objectives[0] - objectives[set], within(1e-9));
        }
        assertThat(leads.get(2).gain()).as("the coin tells nothing").isPositive();
        assertThat(leads.get(2).margin()).isPositive().isLessThan(leads.get(2).gain());
        assertThat(leads.get(2).samples()).isEqualTo(30);
        assertThatThrownBy(() -> evaluator.leads("old", "old", Ladder.FULL, sets, Map.of("label", 0.0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("weights: {label=0.0}; give at least one above 0");
    }

    private static double objective(SetEvaluation set, Map<String, Double> weights) {
        double predicted = set.targets().stream()
                .mapToDouble(target -> weights.get(target.target()) * target.selection())
                .sum();
        double active = set.set().stream().mapToDouble(weights::get).sum();
        return (predicted + active)
                / weights.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    @Test
    void samplesThatTheTrainingSawDoNotCountInAnotherProfile() {
        // the training learned from times 1000 to 1129; this profile spans 1100 to 1299
        SetEvaluation newer = evaluator
                .evaluate("old", "overlapping", Ladder.FULL, List.of(Set.of("label")))
                .get(0);
        assertThat(newer.targets().get(0).performance().samples()).isEqualTo(170 - 51);
        assertThatThrownBy(() -> evaluator.evaluate("old", "same-time", Ladder.FULL, List.of(Set.of("label"))))
                .isInstanceOf(MissingEvidenceException.class)
                .hasMessageContaining("newer than those which training 'old' learned from");
    }

    @Test
    void whatIsNotThereIsNamed() {
        assertThat(evaluator.report("other")).isEmpty();
        assertThatThrownBy(() -> evaluator.evaluate("other", "old", Ladder.FULL, List.of()))
                .isInstanceOf(MissingEvidenceException.class)
                .hasMessageContaining("training 'other' is not in the store");
        assertThatThrownBy(() -> evaluator.evaluate("old", "other", Ladder.FULL, List.of()))
                .isInstanceOf(MissingEvidenceException.class)
                .hasMessageContaining("profile 'other'");
        assertThatThrownBy(() -> evaluator.evaluate("old", "old", Ladder.FULL, List.of(Set.of("dice"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'dice', which the training does not know");
    }

    @Test
    void predictorsThatServeAreCalibratedAndCertifiedWhereThatIsAsked() {
        List<SetEvaluation> sets = evaluator.evaluate("old", "old", Ladder.FULL, List.of(Set.of("label")));
        Map<String, TargetConfidence> confidences = evaluator
                .confidences("old", "old", Ladder.FULL, sets, Map.of("parity", .05))
                .get(0);
        assertThat(confidences.keySet()).containsExactlyInAnyOrder("parity", "coin");
        Confidence parity = confidences.get("parity").predictor();
        assertThat(parity.calibration().certainty()).isEqualTo(Certainty.LARGEST_SHARE);
        assertThat(parity.certificate())
                .hasValueSatisfying(certificate -> assertThat(certificate).isInstanceOf(Certified.class));
        Confidence coin = confidences.get("coin").predictor();
        assertThat(coin.certificate()).isEmpty();
        assertThat(coin.calibration().confidence(0)).as("a coin is guessed").isBetween(.3, .7);
        assertThatThrownBy(() -> evaluator.confidences("old", "old", Ladder.FULL, sets, Map.of("parity", .7)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0.7; write a share");
    }

    @Test
    void aModelThatWouldBeRefusedAddsNothing() {
        Map<String, Double> rates = Map.of("parity", .05, "coin", .05);
        List<SetEvaluation> sets = evaluator.evaluate("old", "old", Ladder.FULL, List.of(Set.of("label"), Set.of()));
        List<Map<String, Double>> givenOut = evaluator.givenOut("old", "old", Ladder.FULL, sets, rates);
        assertThat(givenOut.get(0).get("parity")).as("the label tells it").isGreaterThan(.9);
        assertThat(givenOut.get(0).get("coin")).as("half of it is right").isZero();
        assertThat(givenOut.get(1).get("parity")).as("nothing tells it").isZero();
        assertThat(givenOut.get(1)).as("of what has a declared rate").containsOnlyKeys("parity", "coin");
        Confidence parity = evaluator
                .confidences("old", "old", Ladder.FULL, sets, rates)
                .get(0)
                .get("parity")
                .predictor();
        assertThat(parity.certificate()).hasValueSatisfying(certificate -> assertThat(
                        ((Certified) certificate).accepted().givenOut())
                .isBetween(.9, 1.));
    }

    private Map<String, TargetEvaluation> targets(Set<String> set) {
        return targets(Ladder.FULL, set);
    }

    private Map<String, TargetEvaluation> targets(Ladder ladder, Set<String> set) {
        return evaluator.evaluate("old", "old", ladder, List.of(set)).get(0).targets().stream()
                .collect(Collectors.toMap(TargetEvaluation::target, Function.identity()));
    }
}
