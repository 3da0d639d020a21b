package dev.mlink.operator.group;

import dev.mlink.admin.v1alpha1.ActivationSet;
import dev.mlink.admin.v1alpha1.DriftReport;
import dev.mlink.admin.v1alpha1.DriftRequest;
import dev.mlink.admin.v1alpha1.TrainingReport;
import dev.mlink.operator.group.decision.Step;
import dev.mlink.operator.group.observation.Observation;
import dev.mlink.operator.group.spec.Drift;
import dev.mlink.operator.group.spec.Drift.Loss;
import dev.mlink.operator.group.spec.GroupMemory.Selected;
import dev.mlink.operator.runtime.RuntimeAddress;
import dev.mlink.operator.runtime.RuntimeControl;
import dev.mlink.operator.runtime.RuntimeReply;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Asks a runtime whether what serves still holds. */
record DriftTester(RuntimeControl runtime, RuntimeAddress pod, Observation seen) {

    /**
     * The predictors of the set in force, on the audit samples of a profile. What cannot be tested, since a model has left
     * or came without outputs, is said and does not hold the training up.
     *
     * @throws StepFailed when the runtime does not answer
     */
    Drift test(Step.TestDrift step) {
        RuntimeReply<TrainingReport> learned = reached(runtime.training(pod, step.training()));
        if (learned.answer().isEmpty()) {
            return untested(step, learned.failure());
        }
        RuntimeReply<DriftReport> report =
                reached(runtime.drift(pod, request(step, learned.answer().get())));
        return report.answer().map(answer -> tested(step, answer)).orElseGet(() -> untested(step, report.failure()));
    }

    private static <T> RuntimeReply<T> reached(RuntimeReply<T> reply) {
        if (reply instanceof RuntimeReply.Unreachable<T> away) {
            throw new StepFailed("drift cannot be tested: " + away.reason());
        }
        return reply;
    }

    /** Models that the training does not know serve for nothing in it. */
    private DriftRequest request(Step.TestDrift step, TrainingReport learned) {
        Set<String> active = seen.memory().selection().map(Selected::models).orElse(Set.of());
        return DriftRequest.newBuilder()
                .setTraining(step.training())
                .setProfile(step.profile())
                .setLadder(seen.spec().learning().ladder())
                .setSet(ActivationSet.newBuilder()
                        .addAllModels(learned.getTargetsList().stream()
                                .map(TrainingReport.Target::getTarget)
                                .filter(active::contains)
                                .toList()))
                .build();
    }

    private Drift untested(Step.TestDrift step, String why) {
        return drift(step, DriftReport.getDefaultInstance(), Map.of(), why);
    }

    private Drift tested(Step.TestDrift step, DriftReport report) {
        Map<String, Loss> losses = report.getTargetsList().stream()
                .filter(DriftReport.Target::getDrifted)
                .collect(Collectors.toMap(
                        DriftReport.Target::getTarget,
                        target -> new Loss(
                                target.getCertified().getValue(),
                                target.getAudited().getValue())));
        boolean tooFew = report.getTargetsCount() == 0;
        return drift(
                step,
                report,
                losses,
                tooFew
                        ? report.getSamples() + " audit samples of profile " + step.profile()
                                + " are newer than training " + step.training()
                                + ": too few to tell; write a shorter sampling.retention"
                        : "");
    }

    private Drift drift(Step.TestDrift step, DriftReport report, Map<String, Loss> losses, String untested) {
        return new Drift(
                step.training(),
                step.profile(),
                Instant.ofEpochMilli(report.getSince()),
                report.getSamples(),
                losses,
                untested,
                seen.now());
    }
}
