package dev.mlink.benchmark.selection;

import dev.mlink.operator.planning.Budget;
import dev.mlink.operator.planning.Candidate;
import dev.mlink.operator.planning.selection.PairPerformances;
import dev.mlink.operator.planning.selection.SelectionProblem;
import dev.mlink.operator.planning.selection.SetOracle;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * A group of models that weigh alike. A model that is not active performs as its best link from an active one, and better
 * by the ensemble gain where there are several.
 *
 * @param link [source][target] in [0,1]
 * @param prior [target] in [0,1]
 * @param bytes [model]
 * @param ensembleGain what two or more sources add to the best of them
 */
record Instance(double[][] link, double[] prior, long[] bytes, long budget, double ensembleGain) {

    int size() {
        return bytes.length;
    }

    SelectionProblem problem() {
        var candidates = new ArrayList<Candidate>();
        var links = new HashMap<String, Map<String, Double>>();
        var priors = new HashMap<String, Double>();
        for (int i = 0; i < size(); i++) {
            candidates.add(new Candidate(name(i), bytes[i], 1, false, OptionalDouble.empty()));
            priors.put(name(i), prior[i]);
            var targets = new HashMap<String, Double>();
            for (int j = 0; j < size(); j++) {
                if (j != i) {
                    targets.put(name(j), link[i][j]);
                }
            }
            links.put(name(i), targets);
        }
        return new SelectionProblem(candidates, new Budget(budget), new PairPerformances(links, priors));
    }

    /** Answers as if it had measured. */
    SetOracle oracle() {
        return this::measured;
    }

    /** The performance of a target that is not active when its best link from so many sources performs like this. */
    double predicted(double best, int sources) {
        return sources > 1 ? Math.min(1, best + ensembleGain) : best;
    }

    private Map<Set<String>, Map<String, Double>> measured(Collection<Set<String>> sets) {
        var answers = new HashMap<Set<String>, Map<String, Double>>();
        for (Set<String> set : sets) {
            List<Integer> active = set.stream().map(Instance::index).toList();
            var performances = new HashMap<String, Double>();
            for (int j = 0; j < size(); j++) {
                if (!active.contains(j)) {
                    double best = prior[j];
                    for (int i : active) {
                        best = Math.max(best, link[i][j]);
                    }
                    performances.put(name(j), predicted(best, active.size()));
                }
            }
            answers.put(set, performances);
        }
        return answers;
    }

    private static String name(int model) {
        return String.format("m%03d", model);
    }

    private static int index(String name) {
        return Integer.parseInt(name.substring(1));
    }
}
