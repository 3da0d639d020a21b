package dev.mlink.operator.planning.selection;

import dev.mlink.operator.planning.Budget;
import dev.mlink.operator.planning.Candidate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** A random group of models: some pinned, some pairs without a link, some equal costs. */
record RandomGroup(SelectionProblem problem, long noise) {

    static RandomGroup of(long seed, int most) {
        var random = new Random(seed);
        int count = 1 + random.nextInt(most);
        var candidates = new ArrayList<Candidate>();
        long total = 0;
        long pinned = 0;
        for (int i = 0; i < count; i++) {
            long bytes = random.nextInt(3) == 0 ? 50 : 1 + random.nextInt(100);
            boolean pin = random.nextInt(8) == 0;
            OptionalDouble minimum =
                    random.nextInt(6) == 0 ? OptionalDouble.of(random.nextDouble()) : OptionalDouble.empty();
            candidates.add(new Candidate("m" + (char) ('a' + i), bytes, random.nextInt(4), pin, minimum));
            total += bytes;
            pinned += pin ? bytes : 0;
        }
        long budget = pinned + (long) (random.nextDouble() * (total - pinned));
        return new RandomGroup(
                new SelectionProblem(candidates, new Budget(budget), performances(random, candidates)),
                random.nextLong());
    }

    private static PairPerformances performances(Random random, List<Candidate> candidates) {
        var links = new HashMap<String, Map<String, Double>>();
        var priors = new HashMap<String, Double>();
        for (Candidate target : candidates) {
            if (random.nextInt(5) > 0) {
                priors.put(target.name(), random.nextDouble() * .6);
            }
            for (Candidate source : candidates) {
                if (source != target && random.nextInt(4) > 0) {
                    links.computeIfAbsent(source.name(), s -> new HashMap<>()).put(target.name(), random.nextDouble());
                }
            }
        }
        return new PairPerformances(links, priors);
    }

    /** Performances that follow no rule at all, the same every time a set is asked for. */
    SetOracle lawless() {
        return sets -> answers(sets, (set, target) -> new Random(
                        noise ^ (31L * set.hashCode() + target.hashCode()) * 0x9E3779B97F4A7C15L)
                .nextDouble());
    }

    /** The best link answers, so that more active models never hurt. */
    SetOracle bestLink() {
        return sets -> answers(sets, (set, target) -> {
            double best = problem.performances().prior(target);
            for (String source : set) {
                best = Math.max(best, problem.performances().of(source, target));
            }
            return best;
        });
    }

    /** Every set within the budget that holds the pinned models, found by trying all. */
    List<SortedSet<String>> feasible() {
        var sets = new ArrayList<SortedSet<String>>();
        List<Candidate> all = problem.candidates();
        for (int mask = 0; mask < 1 << all.size(); mask++) {
            var set = new TreeSet<String>();
            long bytes = 0;
            boolean pinned = true;
            for (int i = 0; i < all.size(); i++) {
                boolean in = (mask & 1 << i) != 0;
                if (in) {
                    set.add(all.get(i).name());
                    bytes += all.get(i).memoryBytes();
                }
                pinned &= in || !all.get(i).pinned();
            }
            if (pinned && bytes <= problem.budget().bytes()) {
                sets.add(set);
            }
        }
        return sets;
    }

    /** Those of them that are part of no other. */
    List<SortedSet<String>> maximal() {
        List<SortedSet<String>> feasible = feasible();
        return feasible.stream()
                .filter(set ->
                        feasible.stream().noneMatch(other -> other.size() > set.size() && other.containsAll(set)))
                .toList();
    }

    long bytes(Set<String> set) {
        return problem.candidates().stream()
                .filter(c -> set.contains(c.name()))
                .mapToLong(Candidate::memoryBytes)
                .sum();
    }

    /** F of a set written out: the weighted mean of 1 for active models and of these performances for the others. */
    double f(Set<String> set, Map<String, Double> performances) {
        double sum = 0;
        double weights = 0;
        boolean alike = problem.candidates().stream().allMatch(c -> c.weight() == 0);
        for (Candidate candidate : problem.candidates()) {
            double weight = alike ? 1 : candidate.weight();
            sum += weight * (set.contains(candidate.name()) ? 1 : performances.get(candidate.name()));
            weights += weight;
        }
        return sum / weights;
    }

    /** Whether some model outside the set is below its minimum. */
    boolean fallsShort(Set<String> set, Map<String, Double> performances) {
        return problem.candidates().stream()
                .anyMatch(c -> !set.contains(c.name())
                        && performances.get(c.name()) < c.minPerformance().orElse(0));
    }

    private Map<Set<String>, Map<String, Double>> answers(Collection<Set<String>> sets, Rule rule) {
        var answers = new HashMap<Set<String>, Map<String, Double>>();
        for (Set<String> set : sets) {
            var targets = new HashMap<String, Double>();
            problem.candidates().stream()
                    .map(Candidate::name)
                    .filter(name -> !set.contains(name))
                    .forEach(name -> targets.put(name, rule.performance(set, name)));
            answers.put(set, targets);
        }
        return answers;
    }

    private interface Rule {
        double performance(Set<String> set, String target);
    }
}
