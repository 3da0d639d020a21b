package dev.mlink.operator.planning.selection;

import dev.mlink.operator.planning.Candidate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/**
 * The article's ranking: a model is worth activating that predicts the others well, is predicted badly, and is cheap.
 *
 * <ul>
 *   <li>(5) P1_i = mean over j != i of p(g_ij)
 *   <li>(6) P2_i = mean over j != i of p(g_ji)
 *   <li>(7) P_i = (1 + P1_i - P2_i) / (w c_i) with w = 2 / min c, so that P_i is in [0,1]
 * </ul>
 *
 * <p>A link that does not exist counts as its target's prior; c is memory. Pinned models are in first; then the models
 * join by falling P_i, and one that does not fit is skipped. Equal P_i: less memory, then the name. Where a predicted
 * model is measured below its minimum, it joins ahead of the ranking, the worst first, as long as that helps.
 */
public final class ActivationProbability implements SelectionStrategy {

    private static final int NODE_LIMIT = 5_000;

    @Override
    public SelectionOutcome select(SelectionProblem problem, SetOracle oracle) {
        Optional<SelectionOutcome> none = Models.of(problem).obstacle(problem.budget());
        if (none.isPresent()) {
            return none.get();
        }
        SortedMap<String, Double> probabilities = probabilities(problem);
        List<Candidate> ranking = ranking(problem, probabilities);
        MeasuredSet chosen = chosen(problem, ranking, new Measurement(problem, oracle));
        double bound = new SurrogateSearch(problem, NODE_LIMIT, false)
                .best()
                .orElseThrow()
                .upperBound();
        return chosen.selected(
                problem, bound, Strategy.ACTIVATION_PROBABILITY, model -> ground(model, ranking, probabilities));
    }

    /** P_i of every candidate, Eq. (7). With a single candidate both means are over nothing and count as 0. */
    public SortedMap<String, Double> probabilities(SelectionProblem problem) {
        List<Candidate> candidates = problem.candidates();
        long cheapest =
                candidates.stream().mapToLong(Candidate::memoryBytes).min().orElse(1);
        var probabilities = new TreeMap<String, Double>();
        for (Candidate candidate : candidates) {
            String name = candidate.name();
            double predicts = meanOverOthers(
                    candidates, name, other -> problem.performances().of(name, other));
            double predicted = meanOverOthers(
                    candidates, name, other -> problem.performances().of(other, name));
            double w = 2.0 / cheapest;
            probabilities.put(name, (1 + predicts - predicted) / (w * candidate.memoryBytes()));
        }
        return probabilities;
    }

    private static double meanOverOthers(
            List<Candidate> candidates, String name, ToDoubleFunction<String> performance) {
        return candidates.stream()
                .map(Candidate::name)
                .filter(other -> !other.equals(name))
                .sorted()
                .mapToDouble(performance)
                .average()
                .orElse(0);
    }

    private static List<Candidate> ranking(SelectionProblem problem, Map<String, Double> probabilities) {
        return problem.candidates().stream()
                .sorted(Comparator.comparingDouble((Candidate c) -> -probabilities.get(c.name()))
                        .thenComparingLong(Candidate::memoryBytes)
                        .thenComparing(Candidate::name))
                .toList();
    }

    /** The ranked set; where it leaves models below their minimum, the first repaired one that does not. */
    private static MeasuredSet chosen(SelectionProblem problem, List<Candidate> ranking, Measurement measurement) {
        MeasuredSet ranked = measurement.measure(fill(problem, ranking));
        MeasuredSet repaired = ranked;
        var ahead = new ArrayList<Candidate>();
        while (!repaired.shortfalls().isEmpty()) {
            Candidate worst = worst(problem, repaired);
            ahead.add(worst);
            var order = new ArrayList<>(ahead);
            ranking.stream().filter(c -> !ahead.contains(c)).forEach(order::add);
            SortedSet<String> filled = fill(problem, order);
            if (!filled.contains(worst.name())) {
                return ranked;
            }
            repaired = measurement.measure(filled);
        }
        return repaired;
    }

    private static SortedSet<String> fill(SelectionProblem problem, List<Candidate> order) {
        Models models = Models.of(problem);
        SortedSet<String> set = new TreeSet<>(models.pinned());
        long left = problem.budget().bytes() - models.bytes(set);
        for (Candidate candidate : order) {
            if (!set.contains(candidate.name()) && candidate.memoryBytes() <= left) {
                set.add(candidate.name());
                left -= candidate.memoryBytes();
            }
        }
        return set;
    }

    private static Candidate worst(SelectionProblem problem, MeasuredSet measured) {
        String name = measured.shortfalls().stream()
                .max(Comparator.comparingDouble(s -> s.minimum() - s.performance()))
                .orElseThrow()
                .model();
        return problem.candidates().stream()
                .filter(c -> c.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String ground(String model, List<Candidate> ranking, Map<String, Double> probabilities) {
        int rank = 1 + ranking.stream().map(Candidate::name).toList().indexOf(model);
        return String.format(
                Locale.ROOT,
                "activation probability %.3f, rank %d of %d",
                probabilities.get(model),
                rank,
                ranking.size());
    }
}
