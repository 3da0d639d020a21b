package dev.mlink.runtime.evaluation;

import dev.mlink.runtime.evaluation.PredictorChoice.Kind;
import java.util.List;
import java.util.Set;

/** Which of the predictors of a target serves. */
public enum Ladder {
    /** The simplest that no richer one beats by more than one standard error of their difference. */
    FULL(Set.of(Kind.values())),

    /** The article's: one source's link, several sources' ensemble, and nothing else is compared. */
    ARTICLE(Set.of(Kind.PRIOR, Kind.LINK, Kind.ENSEMBLE));

    private final Set<Kind> kinds;

    Ladder(Set<Kind> kinds) {
        this.kinds = kinds;
    }

    boolean has(Kind kind) {
        return kinds.contains(kind);
    }

    /**
     * The position of the one that serves.
     *
     * @param scores of each rung from simple to rich, a score for each sample of the selection part
     */
    int serving(List<double[]> scores) {
        if (this == ARTICLE) {
            return scores.size() - 1;
        }
        int rung = 0;
        while (isBeaten(rung, scores)) {
            rung++;
        }
        return rung;
    }

    private static boolean isBeaten(int rung, List<double[]> scores) {
        for (int richer = rung + 1; richer < scores.size(); richer++) {
            PairedDifference gain = PairedDifference.of(scores.get(richer), scores.get(rung));
            if (gain.mean() > gain.standardError()) {
                return true;
            }
        }
        return false;
    }
}
