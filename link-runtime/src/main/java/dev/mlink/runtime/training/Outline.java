package dev.mlink.runtime.training;

import dev.mlink.admin.v1alpha1.TrainingReport;
import dev.mlink.runtime.store.Digest;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * The report of a plan without its figures, put together from what its pieces add.
 *
 * @param digest of the plan as it was given
 * @param inheritance what it has of the training before
 */
record Outline(Plan plan, Digest digest, Inheritance inheritance) {
    private static final int FORMAT = 1;

    /**
     * @param parts of every piece, in the plan's order; the youngest says when the training ended, so that it does not
     *     matter who asks
     */
    TrainingReport of(List<TrainingReport> parts) {
        TrainingReport.Builder outline = TrainingReport.newBuilder();
        parts.forEach(outline::mergeFrom);
        String trainedAt = parts.stream()
                .map(TrainingReport::getTrainedAt)
                .max(Comparator.comparing(Instant::parse))
                .orElseThrow();
        inheritance
                .predecessor()
                .ifPresent(known -> outline.setPrevious(known.report().getTraining()));
        return outline.setPreviousIgnored(inheritance.ignored())
                .setFormat(FORMAT)
                .setTraining(plan.profile())
                .setTrainedAt(trainedAt)
                .setPlan(digest.text())
                .setProfilingInterval(plan.interval().toMillis())
                .addAllForbidden(plan.forbidden())
                .build();
    }
}
