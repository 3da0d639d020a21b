package dev.mlink.operator.planning.selection;

import dev.mlink.operator.planning.Candidate;
import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The set in force, beside one that could replace it. */
public record Incumbent(SortedSet<String> set) {

    public Incumbent {
        set = Collections.unmodifiableSortedSet(new TreeSet<>(set));
    }

    /** Whether it could still be chosen: its models are there, pinned ones among them, and fit the budget. */
    public boolean feasible(SelectionProblem problem) {
        Models models = Models.of(problem);
        Set<String> there = models.all().stream().map(Candidate::name).collect(Collectors.toSet());
        return there.containsAll(set) && set.containsAll(models.pinned()) && problem.fits(set);
    }

    /** F of this set minus F of what it shares with the other: what is missed while one replaces the other. */
    public double missedOnTheWay(SelectionProblem problem, SetOracle oracle, Selection challenger) {
        var shared = new TreeSet<>(set);
        shared.retainAll(challenger.set());
        var measurement = new Measurement(problem, oracle);
        return measurement.measure(set).objective()
                - measurement.measure(shared).objective();
    }

    /** The selection of this set once more, by what was found out for the other. */
    public Selection kept(SelectionProblem problem, SetOracle oracle, Selection challenger) {
        return new Measurement(problem, oracle)
                .measure(set)
                .selected(problem, challenger.surrogate().upperBound(), challenger.strategy(), "the set in force");
    }
}
