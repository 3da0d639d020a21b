package dev.mlink.operator.group.resource;

import dev.mlink.api.v1alpha1.status.CostSource;
import dev.mlink.api.v1alpha1.status.CostStatus;
import dev.mlink.api.v1alpha1.status.ExerciseStatus;
import dev.mlink.api.v1alpha1.status.MeasuringStatus;
import dev.mlink.api.v1alpha1.status.MeasuringStep;
import dev.mlink.api.v1alpha1.status.UnreleasedStatus;
import dev.mlink.operator.group.decision.Bytes;
import dev.mlink.operator.group.spec.GroupMemory;
import dev.mlink.operator.group.spec.MeasuredCost;
import dev.mlink.operator.group.spec.MeasuredCost.Unreleased;
import dev.mlink.operator.group.spec.Measuring;
import dev.mlink.operator.group.spec.Measuring.Exercised;
import dev.mlink.operator.group.spec.ModelSpec;
import dev.mlink.operator.status.Figure;
import dev.mlink.operator.triton.MemorySource;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Optional;

/** What models cost, and how far the measurement of one is: between memory and status, both ways. */
record CostReports(GroupMemory memory) {

    /** A declared cost, or what was measured; empty while nothing is known of the model. */
    Optional<CostStatus> cost(ModelSpec model) {
        Optional<MeasuredCost> measured = Optional.ofNullable(memory.costs().get(model.name()));
        boolean declared = model.declaredBytes().isPresent();
        long bytes =
                model.declaredBytes().orElse(measured.map(MeasuredCost::bytes).orElse(0L));
        if (bytes == 0 && measured.isEmpty()) {
            return Optional.empty();
        }
        Optional<MeasuredCost> told = measured.filter(known -> !declared && known.bytes() > 0);
        return Optional.of(new CostStatus(
                bytes == 0 ? null : new Quantity(Bytes.text(bytes)),
                told.map(known -> new Quantity(Bytes.text(known.spread()))).orElse(null),
                measured.map(known -> new Figure(known.millis()).rounded()).orElse(null),
                declared ? CostSource.DECLARED : CostSource.MEASURED,
                told.map(MeasuredCost::method).orElse(null),
                told.flatMap(MeasuredCost::unreleased)
                        .map(kept -> new UnreleasedStatus(kept.endpoint(), new Quantity(Long.toString(kept.bytes()))))
                        .orElse(null),
                measured.map(MeasuredCost::at).orElse(null)));
    }

    static MeasuredCost read(CostStatus cost) {
        return new MeasuredCost(
                cost.source() == CostSource.MEASURED ? bytes(cost.memory()) : 0,
                Optional.ofNullable(cost.spread()).map(CostReports::bytes).orElse(0L),
                Optional.ofNullable(cost.method()).orElse(""),
                Optional.ofNullable(cost.unreleased())
                        .map(kept -> new Unreleased(kept.endpoint(), bytes(kept.memory()))),
                Optional.ofNullable(cost.timeMillis()).orElse(0.0),
                cost.measuredAt());
    }

    static MeasuringStatus measuring(Measuring measuring) {
        return new MeasuringStatus(
                measuring.model(),
                measuring.endpoint(),
                dev.mlink.api.v1alpha1.status.MemorySource.valueOf(
                        measuring.source().name()),
                MeasuringStep.valueOf(measuring.step().name()),
                measuring.instances(),
                measuring.before(),
                measuring.loaded(),
                measuring.inference(),
                measuring.after(),
                measuring.exercised().map(CostReports::exercise).orElse(null),
                measuring.since().orElse(null));
    }

    static Measuring read(MeasuringStatus measuring) {
        return new Measuring(
                measuring.model(),
                measuring.endpoint(),
                MemorySource.valueOf(measuring.source().name()),
                Optional.ofNullable(measuring.instances()).orElse(1),
                measuring.before(),
                measuring.loaded(),
                measuring.inference(),
                measuring.after(),
                Optional.ofNullable(measuring.exercise()).map(CostReports::exercised),
                Optional.ofNullable(measuring.since()));
    }

    private static ExerciseStatus exercise(Exercised exercised) {
        boolean answered = exercised.refusal().isEmpty();
        return new ExerciseStatus(
                answered ? exercised.batch() : null,
                answered ? exercised.millisPerSample() : null,
                exercised.reportedBytes() == 0 ? null : exercised.reportedBytes(),
                answered ? null : exercised.refusal());
    }

    private static Exercised exercised(ExerciseStatus exercise) {
        return new Exercised(
                Optional.ofNullable(exercise.batch()).orElse(0),
                Optional.ofNullable(exercise.timeMillis()).orElse(0.0),
                Optional.ofNullable(exercise.reportedBytes()).orElse(0L),
                Optional.ofNullable(exercise.refusal()).orElse(""));
    }

    private static long bytes(Quantity memory) {
        return memory.getNumericalAmount().longValue();
    }
}
