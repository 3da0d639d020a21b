package dev.mlink.operator.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlink.operator.planning.selection.Exact;
import dev.mlink.operator.planning.selection.PairPerformances;
import dev.mlink.operator.planning.selection.SelectionProblem;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the records refuse, and in which words. */
class RecordsTest {

    @Test
    void aBudgetIsNeverNegative() {
        assertThatThrownBy(() -> new Budget(-1)).hasMessage("budget: -1 bytes; give 0 or more");
    }

    @Test
    void aCandidateCostsSomethingWeighsNothingLessAndAsksForAFraction() {
        assertThatThrownBy(() -> new Candidate("a", 0, 1, false, OptionalDouble.empty()))
                .hasMessage("candidate 'a': memoryBytes 0; give its cost, at least 1");
        assertThatThrownBy(() -> new Candidate("a", 1, Double.NaN, false, OptionalDouble.empty()))
                .hasMessage("candidate 'a': weight NaN; give a number >= 0");
        assertThatThrownBy(() -> new Candidate("a", 1, -1, false, OptionalDouble.empty()))
                .hasMessage("candidate 'a': weight -1.0; give a number >= 0");
        assertThatThrownBy(() -> new Candidate("a", 1, 1, false, OptionalDouble.of(1.5)))
                .hasMessage("candidate 'a': minPerformance 1.5; give a fraction between 0 and 1");
    }

    @Test
    void performancesAreFractions() {
        assertThatThrownBy(() -> new PairPerformances(Map.of("a", Map.of("b", 1.01)), Map.of()))
                .hasMessage("link a -> b: performance 1.01; give a fraction between 0 and 1");
        assertThatThrownBy(() -> new PairPerformances(Map.of(), Map.of("b", Double.NaN)))
                .hasMessage("prior of b: performance NaN; give a fraction between 0 and 1");
    }

    @Test
    void aModelIsNamedOnce() {
        var twice = new Candidate("a", 1, 1, false, OptionalDouble.empty());
        assertThatThrownBy(() -> new SelectionProblem(
                        List.of(twice, twice), new Budget(1), new PairPerformances(Map.of(), Map.of())))
                .hasMessage("candidates: 'a' is there twice; name each model once");
    }

    @Test
    void anOracleHasToAnswerForEverySet() {
        var problem = new SelectionProblem(
                List.of(new Candidate("a", 1, 1, false, OptionalDouble.empty())),
                new Budget(1),
                new PairPerformances(Map.of(), Map.of()));
        assertThatThrownBy(() -> new Exact().select(problem, sets -> Map.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("oracle: no performances for the set [a] that it was asked for");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "1023, 1023 B",
        "1024, 1 KiB",
        "671088640, 640 MiB",
        "1610612736, 1.5 GiB",
        "-1048576, -1 MiB",
        "9223372036854775807, 8 EiB"
    })
    void bytesReadAsAPersonWouldSayThem(long bytes, String said) {
        assertThat(new ByteCount(bytes)).hasToString(said);
    }
}
