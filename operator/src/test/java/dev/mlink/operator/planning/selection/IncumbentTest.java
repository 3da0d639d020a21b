package dev.mlink.operator.planning.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.mlink.operator.planning.Budget;
import dev.mlink.operator.planning.Candidate;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class IncumbentTest {

    private final SelectionProblem problem = new SelectionProblem(
            List.of(candidate("a", 40, false), candidate("b", 40, false), candidate("p", 20, true)),
            new Budget(60),
            new PairPerformances(Map.of("a", Map.of("b", .9), "b", Map.of("a", .4)), Map.of()));

    @Test
    void couldStillBeChosenOnlyWithItsModelsThePinnedOnesAndTheBudget() {
        assertThat(incumbent("b", "p").feasible(problem)).isTrue();
        assertThat(incumbent("b").feasible(problem))
                .as("without the pinned one")
                .isFalse();
        assertThat(incumbent("a", "b", "p").feasible(problem)).as("too large").isFalse();
        assertThat(incumbent("gone", "p").feasible(problem)).isFalse();
    }

    @Test
    void isJudgedAsTheChallengerIs() {
        SetOracle oracle = new RandomGroup(problem, 0).bestLink();
        var challenger = (Selection) new Exact().select(problem, oracle);
        Selection kept = incumbent("b", "p").kept(problem, oracle, challenger);

        assertThat(challenger.set()).containsExactly("a", "p");
        assertThat(kept.set()).containsExactly("b", "p");
        assertThat(kept.objective()).isCloseTo((.4 + 1 + 1) / 3, within(1e-12));
        assertThat(kept.surrogate().upperBound())
                .isEqualTo(challenger.surrogate().upperBound());
        assertThat(kept.verdicts()).extracting(Verdict::reason).allMatch(reason -> !reason.isEmpty());
        assertThat(kept.verdicts().get(0).reason()).startsWith("not in the set in force; would add");
        assertThat(incumbent("b", "p").missedOnTheWay(problem, oracle, challenger))
                .as("only p on the way")
                .isCloseTo(1.4 / 3, within(1e-12));
    }

    private static Incumbent incumbent(String... models) {
        return new Incumbent(new TreeSet<>(Set.of(models)));
    }

    private static Candidate candidate(String name, long bytes, boolean pinned) {
        return new Candidate(name, bytes, 1, pinned, OptionalDouble.empty());
    }
}
