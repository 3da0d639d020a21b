package dev.mlink.operator.planning.selection;

import dev.mlink.operator.planning.ByteCount;
import dev.mlink.operator.planning.Candidate;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** Says of every model why it is in or out of the chosen set. */
final class Verdicts {

    private static final double GIB = 1L << 30;

    private final SelectionProblem problem;
    private final MeasuredSet chosen;
    private final FacilityLocation surrogate;
    private final Models models;

    Verdicts(SelectionProblem problem, MeasuredSet chosen) {
        this.problem = problem;
        this.chosen = chosen;
        this.surrogate = new FacilityLocation(problem);
        this.models = Models.of(problem);
    }

    /** One verdict per candidate, in their order; {@code ground} says what the strategy has against or for a model. */
    List<Verdict> all(UnaryOperator<String> ground) {
        return problem.candidates().stream()
                .map(candidate -> verdict(candidate, ground.apply(candidate.name())))
                .toList();
    }

    private Verdict verdict(Candidate candidate, String ground) {
        double gain = surrogate.gain(chosen.set(), candidate.name());
        double perByte = gain / candidate.memoryBytes();
        String worth = String.format(Locale.ROOT, "%.3f to F, %.3f per GiB", gain, perByte * GIB);
        Verdict.Decision decision = decision(candidate);
        String reason =
                switch (decision) {
                    case PINNED -> "pinned; adds " + worth;
                    case ACTIVE -> ground + "; adds " + worth;
                    case PREDICTED -> ground + "; would add " + worth + obstacle(candidate);
                    case TOO_LARGE -> "too large: needs " + new ByteCount(candidate.memoryBytes())
                            + (problem.devices().divided()
                                    ? ", and no device has so much left of the "
                                    : ", and the budget leaves ")
                            + new ByteCount(problem.budget().bytes() - models.bytes(models.pinned()))
                            + (problem.devices().divided() ? " beside the pinned models" : "");
                };
        return new Verdict(candidate.name(), decision, gain, perByte, reason + shortfall(candidate));
    }

    private Verdict.Decision decision(Candidate candidate) {
        if (candidate.pinned()) {
            return Verdict.Decision.PINNED;
        }
        if (models.tooLarge().contains(candidate.name())) {
            return Verdict.Decision.TOO_LARGE;
        }
        return chosen.set().contains(candidate.name()) ? Verdict.Decision.ACTIVE : Verdict.Decision.PREDICTED;
    }

    /** Sets are maximal, so whatever stays out lacks memory. */
    private String obstacle(Candidate candidate) {
        return ", but needs " + new ByteCount(candidate.memoryBytes()) + " of which "
                + new ByteCount(problem.budget().bytes() - chosen.memoryBytes()) + " are free"
                + (problem.devices().divided() ? " on all devices together" : "");
    }

    private String shortfall(Candidate candidate) {
        return chosen.shortfalls().stream()
                .filter(s -> s.model().equals(candidate.name()))
                .map(s -> String.format(
                        Locale.ROOT,
                        "; predicted at %.3f, below its minimum %.3f, which no set considered avoids",
                        s.performance(),
                        s.minimum()))
                .findFirst()
                .orElse("");
    }
}
