package dev.mlink.operator.group;

import dev.mlink.admin.v1alpha1.ActivationSet;
import dev.mlink.admin.v1alpha1.Estimate;
import dev.mlink.admin.v1alpha1.EvaluateRequest;
import dev.mlink.admin.v1alpha1.EvaluateResponse;
import dev.mlink.admin.v1alpha1.Ladder;
import dev.mlink.admin.v1alpha1.TrainingReport;
import dev.mlink.operator.group.spec.GroupSpec;
import dev.mlink.operator.group.spec.ModelSpec;
import dev.mlink.operator.planning.hysteresis.Lead;
import dev.mlink.operator.planning.selection.Selection;
import dev.mlink.operator.planning.selection.SetOracle;
import dev.mlink.operator.runtime.RuntimeAddress;
import dev.mlink.operator.runtime.RuntimeControl;
import dev.mlink.operator.runtime.RuntimeReply;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How well activation sets predict, as a runtime measures it.
 *
 * @param training whose predictors, and on whose profile
 * @param ladder which of them may serve
 * @param report what that training came to
 * @param refusing by model, the largest disagreement of those that answer nothing where they are not certified
 */
record MeasuredPerformances(
        RuntimeControl runtime,
        RuntimeAddress pod,
        String training,
        Ladder ladder,
        TrainingReport report,
        Map<String, Double> refusing)
        implements SetOracle {

    /**
     * Of one training, whose report is read once.
     *
     * @throws StepFailed when the runtime does not answer
     */
    static MeasuredPerformances of(RuntimeControl runtime, RuntimeAddress pod, String training, Ladder ladder) {
        RuntimeReply<TrainingReport> reply = runtime.training(pod, training);
        TrainingReport report = reply.answer()
                .orElseThrow(() -> new StepFailed("training " + training + " cannot be read: " + reply.failure()));
        return new MeasuredPerformances(runtime, pod, training, ladder, report, Map.of());
    }

    /** The same where of these models only what is certified counts, since nothing else is given out. */
    MeasuredPerformances refusing(Map<String, Double> maxDisagreements) {
        return new MeasuredPerformances(runtime, pod, training, ladder, report, maxDisagreements);
    }

    /** The same as if the training had not seen these models. */
    MeasuredPerformances without(Set<String> models) {
        TrainingReport.Builder rest = report.toBuilder().clearTargets().clearLinks();
        report.getTargetsList().stream()
                .filter(target -> !models.contains(target.getTarget()))
                .forEach(rest::addTargets);
        report.getLinksList().stream()
                .filter(link -> !models.contains(link.getSource()) && !models.contains(link.getTarget()))
                .forEach(rest::addLinks);
        return new MeasuredPerformances(runtime, pod, training, ladder, rest.build(), refusing);
    }

    /** On selection samples: what a choice may look at. What would not be given out counts nothing. */
    @Override
    public Map<Set<String>, Map<String, Double>> performances(Collection<Set<String>> sets) {
        List<Set<String>> asked = List.copyOf(sets);
        List<EvaluateResponse.Set> answered =
                ask(about(asked).putAllMaxDisagreement(refusing).build());
        Map<Set<String>, Map<String, Double>> performances = new HashMap<>();
        for (int i = 0; i < asked.size(); i++) {
            performances.put(
                    asked.get(i),
                    answered.get(i).getTargetsList().stream()
                            .collect(Collectors.toMap(EvaluateResponse.Target::getTarget, this::counted)));
        }
        return performances;
    }

    private double counted(EvaluateResponse.Target target) {
        return refusing.containsKey(target.getTarget()) ? target.getGivenOut() : target.getSelection();
    }

    /** Of one set by target, on certification samples: what is reported. What is not given out counts nothing. */
    Map<String, Double> reported(Set<String> set) {
        return confidences(List.of(set), refusing).get(0).getTargetsList().stream()
                .collect(Collectors.toMap(
                        EvaluateResponse.Target::getTarget,
                        target -> refusing.containsKey(target.getTarget())
                                ? target.getCertificate().getGivenOut()
                                : target.getPerformance().getValue()));
    }

    /**
     * Per set, in the order asked, its targets with predictor and figures, and how far each predictor's answers are to be
     * trusted. A model that the training has not seen predicts nothing, and nothing is known of it.
     *
     * @param maxDisagreements the models that are to be certified
     * @throws StepFailed when the runtime does not answer
     */
    List<EvaluateResponse.Set> confidences(List<Set<String>> sets, Map<String, Double> maxDisagreements) {
        return ask(about(sets)
                .setConfidence(true)
                .putAllMaxDisagreement(maxDisagreements)
                .build());
    }

    /**
     * By how much F is greater with one set than with the other: on the same selection samples, or with what is known of
     * the intervals of both, by a runtime that does not compare and where answers may be refused: that is no matter of
     * samples.
     *
     * @throws StepFailed when the runtime does not answer
     */
    Lead lead(Selection challenger, Selection incumbent, GroupSpec spec) {
        double all = spec.models().stream().mapToDouble(ModelSpec::weight).sum();
        Map<String, Double> shares = spec.models().stream()
                .collect(Collectors.toMap(
                        ModelSpec::name,
                        model -> all > 0
                                ? model.weight() / all
                                : 1.0 / spec.models().size()));
        List<EvaluateResponse.Set> answered = ask(about(List.of(challenger.set(), incumbent.set()))
                .putAllWeights(shares)
                .build());
        EvaluateResponse.Lead paired = answered.get(1).getLead();
        return paired.getSamples() > 0 && refusing.isEmpty()
                ? new Lead(paired.getGain(), paired.getMargin(), paired.getSamples())
                : unpaired(challenger.objective() - incumbent.objective(), answered, shares);
    }

    private static Lead unpaired(double gain, List<EvaluateResponse.Set> answered, Map<String, Double> shares) {
        double variance = 0;
        int samples = 0;
        for (EvaluateResponse.Set set : answered) {
            for (EvaluateResponse.Target target : set.getTargetsList()) {
                Estimate known = target.getPerformance();
                double margin =
                        shares.getOrDefault(target.getTarget(), 0.0) * (known.getUpper() - known.getLower()) / 2;
                variance += margin * margin;
                samples = known.getSamples();
            }
        }
        return new Lead(gain, Math.sqrt(variance), samples);
    }

    private EvaluateRequest.Builder about(List<Set<String>> sets) {
        Set<String> seen = seen();
        return EvaluateRequest.newBuilder()
                .setTraining(training)
                .setProfile(training)
                .setLadder(ladder)
                .addAllSets(sets.stream()
                        .map(set -> ActivationSet.newBuilder()
                                .addAllModels(set.stream()
                                        .filter(seen::contains)
                                        .sorted()
                                        .toList())
                                .build())
                        .toList());
    }

    private List<EvaluateResponse.Set> ask(EvaluateRequest request) {
        Set<String> seen = seen();
        RuntimeReply<EvaluateResponse> reply = runtime.evaluate(pod, request);
        return reply.answer()
                .map(EvaluateResponse::getSetsList)
                .map(answered -> answered.stream().map(set -> only(seen, set)).toList())
                .orElseThrow(() -> new StepFailed("activation sets cannot be evaluated: " + reply.failure()));
    }

    /** The models that the training has seen, as they still are. */
    private Set<String> seen() {
        return report.getTargetsList().stream()
                .map(TrainingReport.Target::getTarget)
                .collect(Collectors.toSet());
    }

    private static EvaluateResponse.Set only(Set<String> models, EvaluateResponse.Set set) {
        EvaluateResponse.Set.Builder rest = set.toBuilder().clearTargets();
        set.getTargetsList().stream()
                .filter(target -> models.contains(target.getTarget()))
                .forEach(rest::addTargets);
        return rest.build();
    }
}
