package dev.mlink.operator.planning.selection;

import dev.mlink.operator.planning.Candidate;
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
 * model is measured below its minimum, it joins ahead of the ranking ({@link Repair}).
 */
public final class ActivationProbability implements SelectionStrategy {

    private static final int NODE_LIMIT = 500;

    @Override
    public SelectionOutcome select(SelectionProblem problem, SetOracle oracle) {
        Optional<SelectionOutcome> none = Models.of(problem).obstacle(problem);
        if (none.isPresent()) {
            return none.get();
        }
        SortedMap<String, Double> probabilities = probabilities(problem);
        List<Candidate> ranking = ranking(problem, probabilities);
        MeasuredSet chosen = new Repair(problem, new Measurement(problem, oracle))
                .best(certain -> List.of(fill(problem, certain, ranking)));
        return chosen.selected(
                problem,
                SurrogateSearch.search(new FacilityLocation(problem), 1, NODE_LIMIT, false)
                        .upperBound(),
                Strategy.ACTIVATION_PROBABILITY,
                model -> ground(model, ranking, probabilities));
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

    /** These models and what else fits, by their rank. */
    private static SortedSet<String> fill(
            SelectionProblem problem, SortedSet<String> certain, List<Candidate> ranking) {
        SortedSet<String> set = new TreeSet<>(certain);
        for (Candidate candidate : ranking) {
            if (set.add(candidate.name()) && !problem.fits(set)) {
                set.remove(candidate.name());
            }
        }
        return set;
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
