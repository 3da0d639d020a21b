package dev.mlink.runtime.evaluation;

import dev.mlink.admin.v1alpha1.TrainingReport;
import dev.mlink.runtime.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Evaluates what is in the store. Keeps what was computed for the last (training, profile) asked for, since the
 * operator asks for many sets of one.
 */
public final class StoredEvaluator implements Evaluator {
    /** As many as are left to choose and certify when the fewest samples are trained on. */
    private static final int FEWEST_UNSEEN = Split.FEWEST_SAMPLES / 2;

    private final TrainingReader trainings;
    private final ProfileReader profiles;
    private Optional<Kept> kept = Optional.empty();

    private record Kept(
            TrainingReport report,
            String profile,
            Ladder ladder,
            Training training,
            Assessment assessment,
            ConfidenceAssessment confidence) {}

    /** Samples that choose, and samples that certify. */
    private record Parts(Bench choosing, Bench certifying) {}

    public StoredEvaluator(Store store) {
        this.trainings = new TrainingReader(store);
        this.profiles = new ProfileReader(store.profiles());
    }

    @Override
    public Optional<TrainingReport> report(String training) {
        try {
            return trainings.report(training);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public List<SetEvaluation> evaluate(String training, String profile, Ladder ladder, List<Set<String>> sets) {
        Kept known = kept(training, profile, ladder);
        sets.forEach(set -> requireKnown(set, known.training().models()));
        return sets.stream().map(known.assessment()::assess).toList();
    }

    @Override
    public List<Map<String, TargetConfidence>> confidences(
            String training,
            String profile,
            Ladder ladder,
            List<SetEvaluation> sets,
            Map<String, Double> maxDisagreement) {
        ConfidenceAssessment known = kept(training, profile, ladder).confidence();
        return sets.stream().map(set -> known.assess(set, maxDisagreement)).toList();
    }

    @Override
    public List<Map<String, Double>> givenOut(
            String training,
            String profile,
            Ladder ladder,
            List<SetEvaluation> sets,
            Map<String, Double> maxDisagreement) {
        ConfidenceAssessment known = kept(training, profile, ladder).confidence();
        return sets.stream().map(set -> known.foreseen(set, maxDisagreement)).toList();
    }

    @Override
    public List<Lead> leads(
            String training, String profile, Ladder ladder, List<Set<String>> sets, Map<String, Double> weights) {
        if (weights.values().stream().noneMatch(weight -> weight > 0)) {
            throw new IllegalArgumentException("weights: " + weights + "; give at least one above 0");
        }
        Kept known = kept(training, profile, ladder);
        sets.forEach(set -> requireKnown(set, known.training().models()));
        List<double[]> scores = sets.stream()
                .map(set -> known.assessment().objectives(set, weights))
                .toList();
        return scores.stream().map(others -> Lead.of(scores.get(0), others)).toList();
    }

    @Override
    public Drift drift(String training, String profile, Ladder ladder, Set<String> active) {
        try {
            Training known = trainings.read(training);
            requireKnown(active, known.models());
            Observations later = profiles.read(profile, known.models().values());
            return new DriftAssessment(known, ladder).of(active, later);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private Kept kept(String training, String profile, Ladder ladder) {
        try {
            return read(training, profile, ladder);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private synchronized Kept read(String training, String profile, Ladder ladder) throws IOException {
        Optional<TrainingReport> current = trainings.report(training);
        if (kept.isPresent()
                && current.equals(Optional.of(kept.get().report()))
                && kept.get().profile().equals(profile)
                && kept.get().ladder() == ladder) {
            return kept.get();
        }
        Training read = trainings.read(training);
        Parts parts = parts(read, profile);
        Kept fresh = new Kept(
                read.report(),
                profile,
                ladder,
                read,
                read.assessment(parts.choosing(), parts.certifying(), ladder),
                read.confidenceAssessment(parts.choosing(), parts.certifying()));
        kept = Optional.of(fresh);
        return fresh;
    }

    private Parts parts(Training training, String profile) throws IOException {
        boolean own = training.report().getTraining().equals(profile);
        Observations samples = own
                ? training.profile()
                : profiles.read(profile, training.models().values());
        Split split = own ? training.split() : unseen(training, profile, samples);
        return new Parts(
                training.bench(samples.part(split.selection()), samples),
                training.bench(samples.part(split.certification()), samples));
    }

    private static Split unseen(Training training, String profile, Observations samples) {
        Split split = Split.unseen(samples.firstAfter(training.learnedUntil()), samples.audit());
        int unseen = split.selection().size() + split.certification().size();
        if (unseen < FEWEST_UNSEEN) {
            throw new MissingEvidenceException("profile '" + profile + "' has " + unseen
                    + " samples chosen at random that are newer than those which training '"
                    + training.report().getTraining() + "' learned from; at least " + FEWEST_UNSEEN + " are needed");
        }
        return split;
    }

    private static void requireKnown(Set<String> set, Map<String, ModelOutput> models) {
        set.stream().filter(model -> !models.containsKey(model)).findFirst().ifPresent(model -> {
            throw new IllegalArgumentException("an activation set names '" + model
                    + "', which the training does not know; write some of " + models.keySet());
        });
    }
}
