package dev.mlink.runtime.training;

import dev.mlink.admin.v1alpha1.TrainingReport;
import dev.mlink.runtime.evaluation.Examination;
import dev.mlink.runtime.evaluation.Trial;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Which predictor stays in force, the previous training's or the retrained one: a retrained predictor takes over only if
 * it is better on samples newer than all that either learned or was chosen from.
 */
final class TakeOver {
    private final Optional<Predecessor> predecessor;
    private final Examination probation;
    private final Lesson lesson;

    TakeOver(Optional<Predecessor> predecessor, Examination probation, Lesson lesson) {
        this.predecessor = predecessor;
        this.probation = probation;
        this.lesson = lesson;
    }

    /**
     * What came of a comparison.
     *
     * @param winner what serves; empty when there is neither
     * @param trial how it came about; empty when there were not two
     */
    record Outcome(Optional<TrainedArtifact> winner, Optional<TrainingReport.Trial> trial) {}

    /** @param retrained empty when it diverged */
    Outcome link(Plan.Link link, Optional<TrainedArtifact> retrained) throws IOException {
        Optional<TrainedArtifact> previous =
                predecessor.isEmpty() ? Optional.empty() : predecessor.get().link(link, lesson);
        return between(previous, retrained, link.target(), List.of(link.source()));
    }

    /**
     * @param links those in force; an ensemble of others has no say
     * @param retrained empty when it diverged
     */
    Outcome ensemble(String target, Collection<TrainedArtifact> links, Optional<TrainedArtifact> retrained)
            throws IOException {
        List<String> digests = links.stream().map(link -> link.digest().text()).toList();
        Optional<TrainedArtifact> previous = previousEnsemble(target).filter(known -> List.copyOf(
                        known.artifact().description().links().values())
                .equals(digests));
        List<String> sources = links.stream()
                .map(link -> link.artifact().description().source().orElseThrow())
                .toList();
        return between(previous, retrained, target, sources);
    }

    /** @param retrained empty when it diverged */
    Outcome joint(JointColumns columns, Optional<TrainedArtifact> retrained) throws IOException {
        return ofGroup(columns, previousJoint(columns), retrained);
    }

    /** @param retrained empty when the outputs are too wide for one */
    Outcome ridge(JointColumns columns, Optional<TrainedArtifact> retrained) throws IOException {
        return ofGroup(
                columns,
                predecessor.isEmpty() ? Optional.empty() : predecessor.get().ridge(columns),
                retrained);
    }

    private Outcome ofGroup(
            JointColumns columns, Optional<TrainedArtifact> previous, Optional<TrainedArtifact> retrained)
            throws IOException {
        return previous.isPresent() && retrained.isPresent()
                ? decided(
                        previous.get(),
                        retrained.get(),
                        probation.groupTrial(
                                columns.models().stream()
                                        .map(JointColumns.Column::model)
                                        .toList(),
                                previous.get().digest(),
                                retrained.get().digest()))
                : undecided(previous, retrained);
    }

    /** What an ensemble's training begins with. */
    Optional<TrainedArtifact> previousEnsemble(String target) throws IOException {
        return predecessor.isEmpty() ? Optional.empty() : predecessor.get().ensemble(target);
    }

    /** What a joint network's training begins with. */
    Optional<TrainedArtifact> previousJoint(JointColumns columns) throws IOException {
        return predecessor.isEmpty() ? Optional.empty() : predecessor.get().joint(columns);
    }

    private Outcome between(
            Optional<TrainedArtifact> previous,
            Optional<TrainedArtifact> retrained,
            String target,
            List<String> sources)
            throws IOException {
        return previous.isPresent() && retrained.isPresent()
                ? decided(
                        previous.get(),
                        retrained.get(),
                        probation.trial(
                                target,
                                sources,
                                previous.get().digest(),
                                retrained.get().digest()))
                : undecided(previous, retrained);
    }

    private static Outcome decided(TrainedArtifact previous, TrainedArtifact retrained, Trial trial) {
        return new Outcome(
                Optional.of(trial.takesOver() ? retrained : previous),
                Optional.of(TrainingReport.Trial.newBuilder()
                        .setPrevious(trial.previous())
                        .setRetrained(trial.retrained())
                        .setSamples(trial.samples())
                        .setKept(!trial.takesOver())
                        .build()));
    }

    /** A predictor that could not be retrained stays. */
    private static Outcome undecided(Optional<TrainedArtifact> previous, Optional<TrainedArtifact> retrained) {
        return new Outcome(
                retrained.or(() -> previous),
                retrained.isEmpty() && previous.isPresent()
                        ? Optional.of(
                                TrainingReport.Trial.newBuilder().setKept(true).build())
                        : Optional.empty());
    }
}
