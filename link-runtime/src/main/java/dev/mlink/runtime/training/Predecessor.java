package dev.mlink.runtime.training;

import dev.mlink.admin.v1alpha1.TrainingReport;
import dev.mlink.runtime.prediction.Form;
import dev.mlink.runtime.prediction.LinkFunction;
import dev.mlink.runtime.prediction.PredictorLoader;
import dev.mlink.runtime.prediction.Words;
import dev.mlink.runtime.store.Artifact;
import dev.mlink.runtime.store.ArtifactStore;
import dev.mlink.runtime.store.Description.Member;
import dev.mlink.runtime.store.Digest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The predictors of a finished training, as far as they fit what the models answer now.
 *
 * @param report what that training left
 */
record Predecessor(TrainingReport report, ArtifactStore artifacts) {

    Optional<TrainedArtifact> link(Plan.Link link, Lesson lesson) throws IOException {
        return read(digest(link), artifact -> fits(artifact, link, lesson));
    }

    /** Its weights count whatever became of the links that it joins. */
    Optional<TrainedArtifact> ensemble(String target) throws IOException {
        return read(
                report.getTargetsList().stream()
                        .filter(outline -> outline.getTarget().equals(target))
                        .map(TrainingReport.Target::getEnsembleArtifact)
                        .findFirst()
                        .orElse(""),
                artifact -> true);
    }

    Optional<TrainedArtifact> joint(JointColumns columns) throws IOException {
        return ofGroup(report.getJointArtifact(), columns);
    }

    Optional<TrainedArtifact> ridge(JointColumns columns) throws IOException {
        return ofGroup(report.getRidgeArtifact(), columns);
    }

    private Optional<TrainedArtifact> ofGroup(String digest, JointColumns columns) throws IOException {
        List<Member> members =
                columns.models().stream().map(JointColumns.Column::member).toList();
        return read(digest, artifact -> artifact.description().members().equals(members));
    }

    private String digest(Plan.Link link) {
        return report.getLinksList().stream()
                .filter(known -> known.getSource().equals(link.source())
                        && known.getTarget().equals(link.target()))
                .map(TrainingReport.Link::getArtifact)
                .findFirst()
                .orElse("");
    }

    private Optional<TrainedArtifact> read(String digest, Predicate<Artifact> fits) throws IOException {
        if (digest.isEmpty()) {
            return Optional.empty();
        }
        Digest known = new Digest(digest);
        Artifact artifact = artifacts.read(known);
        return fits.test(artifact) ? Optional.of(new TrainedArtifact(known, artifact)) : Optional.empty();
    }

    private static boolean fits(Artifact artifact, Plan.Link link, Lesson lesson) {
        LinkFunction function = PredictorLoader.link(artifact);
        boolean words = lesson.vocabulary(link.target()).isPresent();
        return fits(function.input(), link.source(), lesson)
                && fits(function.output(), link.target(), lesson)
                && (words
                        || artifact.description().activation()
                                == lesson.supervision(link.target()).activation());
    }

    /** A text may have other words by now; a vector may not have another size. */
    private static boolean fits(Form form, String model, Lesson lesson) {
        return lesson.vocabulary(model).isPresent()
                ? form instanceof Words
                : form instanceof Form.Numbers
                        && form.size() == lesson.fitting().of(model)[0].length;
    }
}
