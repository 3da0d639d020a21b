package dev.mlink.operator.link;

import dev.mlink.admin.v1alpha1.TrainingReport;
import dev.mlink.admin.v1alpha1.TrainingReport.Trial;
import dev.mlink.api.v1alpha1.status.TrialStatus;
import dev.mlink.operator.status.Figure;
import java.util.Optional;

/**
 * Whether a retrained link took over from the one of an earlier training, and why.
 *
 * @param ignored why nothing was compared in the whole training; empty where it was, or there is no earlier one
 */
record TakeOver(TrainingReport.Link link, String ignored) {

    /** Empty where two links were not compared. */
    Optional<TrialStatus> status() {
        if (!link.hasTrial()) {
            return Optional.empty();
        }
        Trial trial = link.getTrial();
        boolean compared = trial.getSamples() > 0;
        return Optional.of(new TrialStatus(
                compared ? new Figure(trial.getPrevious()).rounded() : null,
                compared ? new Figure(trial.getRetrained()).rounded() : null,
                trial.getSamples(),
                trial.getKept()));
    }

    /** For people; empty for a first training. */
    Optional<String> sentence() {
        if (!link.hasTrial()) {
            return ignored.isEmpty() ? Optional.empty() : Optional.of("not compared with an earlier one: " + ignored);
        }
        Trial trial = link.getTrial();
        if (trial.getSamples() == 0) {
            return Optional.of("the link of the earlier training stays, since the training of another one diverged");
        }
        double previous = new Figure(trial.getPrevious()).rounded();
        double retrained = new Figure(trial.getRetrained()).rounded();
        String samples = ", on " + trial.getSamples() + " samples that neither learned from";
        return Optional.of(
                trial.getKept()
                        ? "the link of the earlier training stays: " + previous + " against " + retrained
                                + " of the retrained one" + samples
                        : "it took over from that of the earlier training: " + retrained + " against " + previous
                                + samples);
    }
}
