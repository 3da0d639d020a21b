package dev.mlink.operator.planning.selection;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlink.operator.planning.Budget;
import dev.mlink.operator.planning.Candidate;
import dev.mlink.operator.planning.GoldenCase;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What the strategies choose, each problem in one file; the measured performances are those of the best link. */
class SelectionGoldenTest {

    private static final long MIB = 1 << 20;

    @TestFactory
    Stream<DynamicTest> decisions() {
        return GoldenCase.of("selection", in -> decided(problem(in)));
    }

    private static Map<String, Object> decided(SelectionProblem problem) {
        var decided = new TreeMap<String, Object>();
        SetOracle oracle = sets -> measured(problem, sets);
        for (Strategy strategy : Strategy.values()) {
            decided.put(strategy.name(), GoldenCase.tagged(strategy.strategy().select(problem, oracle)));
        }
        return decided;
    }

    private static Map<Set<String>, Map<String, Double>> measured(
            SelectionProblem problem, Collection<Set<String>> sets) {
        var answers = new HashMap<Set<String>, Map<String, Double>>();
        sets.forEach(set -> answers.put(set, new HashMap<>()));
        for (Candidate target : problem.candidates()) {
            answers.forEach((set, performances) -> performances.put(
                    target.name(),
                    set.stream()
                            .mapToDouble(source -> problem.performances().of(source, target.name()))
                            .reduce(problem.performances().prior(target.name()), Math::max)));
        }
        return answers;
    }

    private static SelectionProblem problem(JsonNode in) {
        var candidates = new ArrayList<Candidate>();
        var priors = new HashMap<String, Double>();
        var links = new HashMap<String, Map<String, Double>>();
        in.required("models").properties().forEach(e -> {
            JsonNode model = e.getValue();
            candidates.add(new Candidate(
                    e.getKey(),
                    model.required("mebibytes").asLong() * MIB,
                    model.path("weight").asDouble(1),
                    model.path("pinned").asBoolean(false),
                    model.has("minimum")
                            ? OptionalDouble.of(model.get("minimum").asDouble())
                            : OptionalDouble.empty()));
            if (model.has("prior")) {
                priors.put(e.getKey(), model.get("prior").asDouble());
            }
            var targets = new HashMap<String, Double>();
            model.path("predicts")
                    .properties()
                    .forEach(link -> targets.put(link.getKey(), link.getValue().asDouble()));
            links.put(e.getKey(), targets);
        });
        return new SelectionProblem(
                candidates,
                new Budget(in.required("budgetMebibytes").asLong() * MIB),
                new PairPerformances(links, priors));
    }
}
