package dev.mlink.runtime.evaluation;

import dev.mlink.admin.v1alpha1.TrainingReport;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the admin service and the `evaluate` command ask about trained predictors. Implementations may be called from
 * several threads.
 */
public interface Evaluator {

    /**
     * What the training of a profile produced, as its Job wrote it.
     *
     * @param training the name of the profile it was trained on
     * @return empty until the Job has written it
     */
    Optional<TrainingReport> report(String training);

    /**
     * For each activation set, which predictor would serve each model that is not in it, and how well.
     *
     * <p>The predictor is chosen on the selection part of the profile and reported on its certification part. When the
     * profile is not the one that was trained on, only samples newer than those that trained or chose anything count.
     *
     * @param training whose artefacts
     * @param profile whose outputs
     * @param ladder which predictors may serve
     * @param sets activation sets, by model name; the empty set is one
     * @return one evaluation for each set, in the order asked
     * @throws MissingEvidenceException the training or the profile is not (wholly) in the store
     * @throws IllegalArgumentException a set names a model that the training does not know
     */
    List<SetEvaluation> evaluate(String training, String profile, Ladder ladder, List<Set<String>> sets);

    /**
     * How far the predictors that would serve are to be trusted: thresholds are fixed on the selection part of the
     * profile and tested on its certification part; confidences are calibrated on both.
     *
     * @param sets as evaluated on the same training and profile by the same ladder
     * @param maxDisagreement by model, the declared rate of disagreement in (0, .5); others are calibrated only
     * @return for each set, by target
     * @throws MissingEvidenceException the training or the profile is not (wholly) in the store
     * @throws IllegalArgumentException a rate is none
     */
    List<Map<String, TargetConfidence>> confidences(
            String training,
            String profile,
            Ladder ladder,
            List<SetEvaluation> sets,
            Map<String, Double> maxDisagreement);

    /**
     * What each set adds for models of which only certified predictions are given out, told from the selection part alone:
     * the mean score where an answer that would not be given out scores nothing.
     *
     * @param sets as evaluated on the same training and profile by the same ladder
     * @param maxDisagreement by model, the declared rate of disagreement in (0, .5)
     * @return for each set, by target that has a declared rate
     * @throws MissingEvidenceException the training or the profile is not (wholly) in the store
     * @throws IllegalArgumentException a rate is none
     */
    List<Map<String, Double>> givenOut(
            String training,
            String profile,
            Ladder ladder,
            List<SetEvaluation> sets,
            Map<String, Double> maxDisagreement);

    /**
     * By how much F of the first set exceeds that of each, on the selection part of the profile: what a choice may look at.
     *
     * @param sets activation sets, by model name; at least one
     * @param weights of the models in F, at least 0; those that are not named do not count
     * @return one lead for each set, in the order asked; the first is 0
     * @throws MissingEvidenceException the training or the profile is not (wholly) in the store
     * @throws IllegalArgumentException a set names a model that the training does not know, or no weight is above 0
     */
    List<Lead> leads(
            String training, String profile, Ladder ladder, List<Set<String>> sets, Map<String, Double> weights);

    /**
     * Whether the predictors of a training do worse on newer audit samples than on those that certified them.
     *
     * @param training whose artefacts
     * @param profile a later profile
     * @param ladder which predictors may serve
     * @param active the models that are loaded; the others are tested
     * @throws MissingEvidenceException the training or the profile is not (wholly) in the store
     * @throws IllegalArgumentException {@code active} names a model that the training does not know
     */
    Drift drift(String training, String profile, Ladder ladder, Set<String> active);
}
