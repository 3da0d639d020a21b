package dev.mlink.operator.link;

import dev.mlink.admin.v1alpha1.TrainingPlan;
import dev.mlink.operator.group.spec.GroupSpec;
import dev.mlink.operator.group.spec.LinkDeclaration;
import dev.mlink.operator.group.spec.ModelSpec;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * From a profile to what one training Job has to learn.
 *
 * @param previous the training in force, to go on from and to be measured against; empty before the first
 * @param exchange where the group meets others; empty where no other comes, and then it trains alone
 */
public record TrainingPlans(
        GroupSpec spec, List<LinkDeclaration> links, Optional<String> previous, Optional<String> exchange) {

    private static final int FORMAT = 1;

    /**
     * @param profiled the models whose outputs the profile holds
     */
    public TrainingPlan of(String profile, Set<String> profiled) {
        List<LinkDeclaration> links = profiledLinks(profiled);
        TrainingPlan.Builder plan = TrainingPlan.newBuilder()
                .setFormat(FORMAT)
                .setGroup(spec.name())
                .setGroupUid(spec.uid())
                .setProfile(profile)
                .setProfilingInterval(spec.interval().toMillis())
                .setSeed(seed())
                .addAllModels(spec.models().stream()
                        .filter(model -> profiled.contains(model.name()))
                        .map(TrainingPlans::model)
                        .toList())
                .addAllLinks(links.stream()
                        .filter(link -> !link.forbid())
                        .map(this::link)
                        .toList())
                .addAllForbidden(links.stream()
                        .filter(LinkDeclaration::forbid)
                        .map(TrainingPlans::pair)
                        .toList())
                .setEnsembles(spec.learning().links());
        spec.learning().joint().ifPresent(plan::setJoint);
        previous.filter(training -> !training.equals(profile)).ifPresent(plan::setPrevious);
        exchange.ifPresent(plan::setExchangeStore);
        return plan.build();
    }

    private List<LinkDeclaration> profiledLinks(Set<String> profiled) {
        return new LinkPairs(spec, links)
                .effective().values().stream()
                        .filter(link -> profiled.contains(link.source()) && profiled.contains(link.target()))
                        .toList();
    }

    private static TrainingPlan.Pair pair(LinkDeclaration link) {
        return TrainingPlan.Pair.newBuilder()
                .setSource(link.source())
                .setTarget(link.target())
                .build();
    }

    /** The same group learns the same from the same profile. */
    private long seed() {
        return spec.name().hashCode();
    }

    private static TrainingPlan.Model model(ModelSpec model) {
        return TrainingPlan.Model.newBuilder()
                .setModel(model.name())
                .setOutput(model.output())
                .build();
    }

    private TrainingPlan.Link link(LinkDeclaration link) {
        TrainingPlan.Link.Builder planned = TrainingPlan.Link.newBuilder()
                .setSource(link.source())
                .setTarget(link.target())
                .setTraining(link.training());
        if (exchange.isPresent()) {
            link.federation().ifPresent(planned::setFederation);
        }
        return planned.build();
    }
}
