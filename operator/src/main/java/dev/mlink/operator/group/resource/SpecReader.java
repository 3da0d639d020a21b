package dev.mlink.operator.group.resource;

import dev.mlink.admin.v1alpha1.FineTuning;
import dev.mlink.admin.v1alpha1.Ladder;
import dev.mlink.admin.v1alpha1.LinkTraining;
import dev.mlink.admin.v1alpha1.Metric;
import dev.mlink.admin.v1alpha1.MetricType;
import dev.mlink.admin.v1alpha1.Output;
import dev.mlink.admin.v1alpha1.Task;
import dev.mlink.admin.v1alpha1.TrainingPlan;
import dev.mlink.api.v1alpha1.ModelGroup;
import dev.mlink.api.v1alpha1.ModelLink;
import dev.mlink.api.v1alpha1.spec.BudgetSpec;
import dev.mlink.api.v1alpha1.spec.DeviceBudget;
import dev.mlink.api.v1alpha1.spec.InitializeSpec;
import dev.mlink.api.v1alpha1.spec.JointSpec;
import dev.mlink.api.v1alpha1.spec.LinkCreation;
import dev.mlink.api.v1alpha1.spec.LinksSpec;
import dev.mlink.api.v1alpha1.spec.MetricSpec;
import dev.mlink.api.v1alpha1.spec.ModelGroupSpec;
import dev.mlink.api.v1alpha1.spec.TrainingSpec;
import dev.mlink.api.v1alpha1.spec.WindowSpec;
import dev.mlink.api.v1alpha1.status.ModelLinkStatus;
import dev.mlink.operator.group.spec.ConfidenceSpec;
import dev.mlink.operator.group.spec.EscalationService;
import dev.mlink.operator.group.spec.GroupSpec;
import dev.mlink.operator.group.spec.Learning;
import dev.mlink.operator.group.spec.LinkDeclaration;
import dev.mlink.operator.group.spec.ModelSpec;
import dev.mlink.operator.group.spec.TritonService;
import dev.mlink.operator.group.window.Window;
import dev.mlink.operator.group.window.Windows;
import dev.mlink.operator.planning.Budget;
import dev.mlink.operator.planning.hysteresis.Reluctance;
import dev.mlink.operator.planning.instances.InstanceRange;
import dev.mlink.operator.planning.placement.Devices;
import dev.mlink.operator.planning.selection.Strategy;
import dev.mlink.operator.resources.GroupNames;
import dev.mlink.operator.status.Reason;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Reads what the user asked for. */
public final class SpecReader {

    /** The group with every default filled in. */
    public GroupSpec read(ModelGroup group) {
        ModelGroupSpec spec = group.getSpec();
        var service = spec.triton().driven(group.getMetadata().getName());
        return new GroupSpec(
                group.getMetadata().getNamespace(),
                group.getMetadata().getName(),
                group.getMetadata().getUid(),
                group.getMetadata().getGeneration(),
                new TritonService(
                        service.name(),
                        service.grpcPort(),
                        service.httpPort(),
                        service.metricsPort(),
                        spec.triton().own().isPresent()),
                spec.escalatesTo()
                        .map(large -> new EscalationService(large.name(), large.grpcPort(), large.httpPort())),
                devices(spec.budget()),
                spec.models().stream().map(SpecReader::model).toList(),
                spec.links().create() == LinkCreation.ALL,
                learning(spec.links()),
                spec.profiling().period(),
                spec.profiling().samples(),
                switch (spec.selection().strategy()) {
                    case AUTO -> Strategy.AUTO;
                    case ACTIVATION_PROBABILITY -> Strategy.ACTIVATION_PROBABILITY;
                    case GREEDY -> Strategy.GREEDY;
                    case PARTIAL_ENUMERATION -> Strategy.PARTIAL_ENUMERATION;
                    case EXACT -> Strategy.EXACT;
                },
                new Reluctance(spec.selection().minimumGain(), spec.selection().dwell()),
                new Windows(spec.selection().windows().stream()
                        .map(SpecReader::window)
                        .toList()),
                ModeReport.read(spec.mode()).mode(),
                new RescheduleRequest(group).made());
    }

    private static Window window(WindowSpec window) {
        return new Window(
                LocalTime.parse(window.start()),
                window.length(),
                window.days().stream().map(day -> DayOfWeek.valueOf(day.name())).collect(Collectors.toSet()),
                ZoneId.of(window.timeZone()));
    }

    /** A link, trained as its group trains where it does not say otherwise. */
    public LinkDeclaration read(ModelLink link, ModelGroup group) {
        return new LinkDeclaration(
                link.getMetadata().getName(),
                link.getMetadata().getGeneration(),
                link.getSpec().source(),
                link.getSpec().target(),
                generated(link),
                link.getSpec().forbid(),
                training(link.getSpec().trainedLike(group.getSpec().links().training())),
                link.getSpec().alliance().map(SpecReader::federation),
                reported(link),
                outdated(link),
                link.reported().map(ModelLinkStatus::training).orElse(""),
                Instant.parse(link.getMetadata().getCreationTimestamp()));
    }

    /** Of a generated link there is nothing to say before the first training: it names a pair of the group's own models. */
    private static boolean reported(ModelLink link) {
        return link.reported()
                .map(status -> link.getMetadata().getGeneration().equals(status.observedGeneration()))
                .orElseGet(() -> generated(link));
    }

    private static boolean outdated(ModelLink link) {
        return link.getStatus() != null
                && link.getStatus().conditions().stream()
                        .anyMatch(condition -> condition.reason().equals(Reason.Outdated.name()));
    }

    private static TrainingPlan.Federation federation(InitializeSpec initialize) {
        return TrainingPlan.Federation.newBuilder()
                .addAllGroups(initialize.groups())
                .setRounds(initialize.rounds())
                .setWaitSeconds(initialize.waitSeconds())
                .build();
    }

    private static boolean generated(ModelLink link) {
        return link.getMetadata().getLabels() != null
                && GroupNames.OPERATOR.equals(link.getMetadata().getLabels().get(GroupNames.MANAGED_BY));
    }

    private static ModelSpec model(dev.mlink.api.v1alpha1.spec.ModelSpec model) {
        return new ModelSpec(
                model.name(),
                model.inputs(),
                Output.newBuilder()
                        .setTensor(model.output().tensor())
                        .setTask(task(model.output().task()))
                        .setMetric(metric(model.scoredBy()))
                        .build(),
                model.weight(),
                model.pinned(),
                optional(model.leastPerformance()),
                new ConfidenceSpec(
                        optional(model.leastConfidence()), optional(model.mostDisagreement()), model.escalate()),
                model.declaredBytes().map(OptionalLong::of).orElse(OptionalLong.empty()),
                model.declaredInstances().map(range -> new InstanceRange(range.min(), range.most())));
    }

    private static Devices devices(BudgetSpec budget) {
        return budget.devices().isEmpty()
                ? Devices.whole(new Budget(budget.bytes()))
                : new Devices(new TreeMap<>(
                        budget.devices().stream().collect(Collectors.toMap(DeviceBudget::name, DeviceBudget::bytes))));
    }

    private static OptionalDouble optional(Optional<Double> declared) {
        return declared.map(OptionalDouble::of).orElse(OptionalDouble.empty());
    }

    private static Task task(dev.mlink.api.v1alpha1.spec.Task task) {
        return switch (task) {
            case SINGLE_LABEL -> Task.SINGLE_LABEL;
            case MULTI_LABEL -> Task.MULTI_LABEL;
            case REGRESSION -> Task.REGRESSION;
            case BOUNDING_BOX -> Task.BOUNDING_BOX;
            case TEXT -> Task.TEXT;
        };
    }

    private static Metric metric(MetricSpec metric) {
        MetricType type =
                switch (metric.type()) {
                    case ACCURACY -> MetricType.ACCURACY;
                    case JACCARD -> MetricType.JACCARD;
                    case EXACT_SET -> MetricType.EXACT_SET;
                    case WITHIN_TOLERANCE -> MetricType.WITHIN_TOLERANCE;
                    case IOU -> MetricType.IOU;
                    case WORD_ACCURACY -> MetricType.WORD_ACCURACY;
                };
        return Metric.newBuilder()
                .setType(type)
                .setTolerance(
                        metric.declaredTolerance().or(metric::leastOverlap).orElse(0.0))
                .build();
    }

    private static Learning learning(LinksSpec links) {
        return new Learning(
                training(links.training()),
                links.joint().enabled() ? Optional.of(joint(links.joint())) : Optional.empty(),
                switch (links.predictor()) {
                    case LADDER -> Ladder.FULL;
                    case ARTICLE -> Ladder.ARTICLE;
                });
    }

    private static LinkTraining joint(JointSpec joint) {
        return LinkTraining.newBuilder()
                .setEpochs(joint.epochs())
                .setBatchSize(joint.batchSize())
                .setLearningRate(joint.learningRate())
                .setOptimizer("Adam")
                .setDropout(joint.dropout())
                .setWeightDecay(joint.weightDecay())
                .setHidden(joint.hidden())
                .build();
    }

    private static LinkTraining training(TrainingSpec training) {
        return LinkTraining.newBuilder()
                .setEpochs(training.epochs())
                .setBatchSize(training.batchSize())
                .setLearningRate(training.learningRate())
                .setOptimizer(
                        switch (training.optimizer()) {
                            case RMSPROP -> "RMSprop";
                            case ADAM -> "Adam";
                            case SGD -> "SGD";
                        })
                .setDropout(training.dropoutRate().orElse(0.0))
                .setHidden(training.hiddenUnits().orElse(0))
                .setRepeats(training.repeats())
                .setFineTuning(FineTuning.newBuilder()
                        .setEpochs(training.fineTuning().epochs())
                        .setLearningRate(training.fineTuning().ownRate().orElse(0.0)))
                .build();
    }
}
