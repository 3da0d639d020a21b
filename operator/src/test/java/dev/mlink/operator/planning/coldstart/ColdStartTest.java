package dev.mlink.operator.planning.coldstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.operator.planning.Budget;
import dev.mlink.operator.planning.Candidate;
import dev.mlink.operator.planning.placement.Devices;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ColdStartTest {

    private final ColdStart coldStart = new ColdStart();

    @Test
    void takesTheGreatestWeightNotTheGreatestModel() {
        var outcome = coldStart.choose(
                List.of(candidate("large", 100, 3), candidate("left", 50, 2), candidate("right", 50, 2)), whole(100));
        assertThat(outcome).isEqualTo(new ColdStartOutcome.FirstSet(sorted("left", "right"), 100, sorted()));
    }

    @Test
    void prefersMoreModelsThenLessMemoryForTheSameWeight() {
        assertThat(coldStart.choose(
                        List.of(candidate("one", 80, 2), candidate("two", 45, 1), candidate("three", 45, 1)),
                        whole(100)))
                .isEqualTo(new ColdStartOutcome.FirstSet(sorted("three", "two"), 90, sorted()));
        assertThat(coldStart.choose(List.of(candidate("a", 80, 1), candidate("b", 70, 1)), whole(100)))
                .isEqualTo(new ColdStartOutcome.FirstSet(sorted("b"), 70, sorted()));
    }

    @Test
    void pinnedModelsAreInWhateverTheyWeigh() {
        var pinned = new Candidate("pinned", 60, 0, true, OptionalDouble.empty());
        var outcome =
                coldStart.choose(List.of(candidate("heavy", 60, 9), pinned, candidate("light", 40, 1)), whole(100));
        assertThat(outcome).isEqualTo(new ColdStartOutcome.FirstSet(sorted("light", "pinned"), 100, sorted("heavy")));
    }

    @Test
    void saysWhichModelsAreTooLarge() {
        assertThat(coldStart.choose(List.of(candidate("huge", 101, 9)), whole(100)))
                .isEqualTo(new ColdStartOutcome.FirstSet(sorted(), 0, sorted("huge")));
    }

    @Test
    void pinnedModelsThatDoNotFitAreAnAnswerAndNoError() {
        var first = new Candidate("first", 60, 1, true, OptionalDouble.empty());
        var second = new Candidate("second", 60, 1, true, OptionalDouble.empty());
        assertThat(coldStart.choose(List.of(first, second), whole(100)))
                .isEqualTo(new ColdStartOutcome.PinnedDoNotFit(sorted("first", "second"), 120, new Budget(100)));
        assertThat(coldStart.choose(List.of(), whole(100))).isEqualTo(new ColdStartOutcome.NothingToLoad());
    }

    @Test
    void aBudgetOfNothingLoadsNothing() {
        assertThat(coldStart.choose(List.of(candidate("a", 1, 1)), whole(0)))
                .isEqualTo(new ColdStartOutcome.FirstSet(sorted(), 0, sorted("a")));
    }

    private static Candidate candidate(String name, long bytes, double weight) {
        return new Candidate(name, bytes, weight, false, OptionalDouble.empty());
    }

    private static TreeSet<String> sorted(String... names) {
        return new TreeSet<>(Set.of(names));
    }

    private static Devices whole(long bytes) {
        return Devices.whole(new Budget(bytes));
    }
}
