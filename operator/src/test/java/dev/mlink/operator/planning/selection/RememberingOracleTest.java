package dev.mlink.operator.planning.selection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RememberingOracleTest {

    private final List<Set<Set<String>>> questions = new ArrayList<>();

    private final SetOracle remembering = new RememberingOracle(sets -> {
        questions.add(new HashSet<>(sets));
        var answers = new HashMap<Set<String>, Map<String, Double>>();
        sets.forEach(set -> answers.put(set, Map.of("questions before", questions.size() - 1.0)));
        return answers;
    });

    @Test
    void asksForEachSetOnceAndForNothingWhenAllIsKnown() {
        remembering.performances(List.of(Set.of("a"), Set.of("b")));
        Map<Set<String>, Map<String, Double>> again =
                remembering.performances(List.of(Set.of("b"), Set.of("c"), Set.of("c")));
        remembering.performances(List.of(Set.of("a"), Set.of("c")));

        assertThat(questions).containsExactly(Set.of(Set.of("a"), Set.of("b")), Set.of(Set.of("c")));
        assertThat(again)
                .containsOnly(
                        Map.entry(Set.of("b"), Map.of("questions before", 0.0)),
                        Map.entry(Set.of("c"), Map.of("questions before", 1.0)));
    }
}
