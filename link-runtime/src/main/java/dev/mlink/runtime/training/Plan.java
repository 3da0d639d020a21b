package dev.mlink.runtime.training;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.mlink.admin.v1alpha1.TrainingPlan;
import dev.mlink.runtime.evaluation.ModelOutput;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What one training Job is to do.
 *
 * @param group whose models they are
 * @param profile whose outputs it learns from; also the training's name
 * @param seed equal plans on equal profiles give equal artefacts; the joint network's may differ by rounding
 * @param models every model of the group that has outputs in the profile, by name
 * @param links the pairs to learn, at most one for each pair
 * @param ensembles how the weights of ensembles are fitted
 * @param joint how the joint network is trained; empty for none
 * @param forbidden pairs that no predictor may use
 * @param previous a finished training to begin from and to be measured against; empty for none
 * @param exchangeStore where groups leave weights for one another; empty for the group's own store
 * @param interval between two profiles; zero where it is not told, and then no last exact values are kept
 */
record Plan(
        String group,
        String profile,
        long seed,
        Map<String, ModelOutput> models,
        List<Link> links,
        Recipe ensembles,
        Optional<Recipe> joint,
        List<TrainingPlan.Pair> forbidden,
        Optional<String> previous,
        Optional<String> exchangeStore,
        Duration interval) {
    private static final int FORMAT = 1;

    /**
     * A pair to learn.
     *
     * @param recipe that of a training which begins with this
     * @param alliance other groups that train it too; empty for none
     */
    record Link(String source, String target, Recipe recipe, Beginning beginning, Optional<Alliance> alliance) {

        /** The same pair, trained from there on; the recipe is that of a pair that begins anew. */
        Link beginning(Beginning from) {
            Recipe with = from instanceof Beginning.Learned ? recipe.fineTuned() : recipe;
            return new Link(source, target, with, from, alliance);
        }

        /** Links of one recipe, which can be trained side by side. */
        static Collection<List<Link>> alike(List<Link> links) {
            return links.stream()
                    .collect(Collectors.groupingBy(Link::recipe, LinkedHashMap::new, Collectors.toList()))
                    .values();
        }
    }

    /**
     * Reads a plan.
     *
     * @param json a TrainingPlan in protobuf's JSON
     * @throws IllegalArgumentException naming the field, its value and what to write instead
     */
    static Plan parse(String json) {
        TrainingPlan.Builder plan = TrainingPlan.newBuilder();
        try {
            JsonFormat.parser().ignoringUnknownFields().merge(json, plan);
        } catch (InvalidProtocolBufferException wrong) {
            throw new IllegalArgumentException("the plan is no TrainingPlan in JSON: " + wrong.getMessage(), wrong);
        }
        return of(plan.build());
    }

    static Plan of(TrainingPlan plan) {
        if (plan.getFormat() != FORMAT) {
            throw new IllegalArgumentException("format is " + plan.getFormat() + "; this version reads " + FORMAT);
        }
        if (plan.hasJoint() && plan.getGroup().isEmpty()) {
            throw new IllegalArgumentException("group is empty; write the name of the group of the joint network");
        }
        if (plan.getProfile().isEmpty()) {
            throw new IllegalArgumentException("profile is empty; write the name of the profile to learn from");
        }
        Map<String, ModelOutput> models = models(plan);
        return new Plan(
                plan.getGroup(),
                plan.getProfile(),
                plan.getSeed(),
                models,
                links(plan, models.keySet()),
                Recipe.of("ensembles", plan.getEnsembles()),
                plan.hasJoint() ? Optional.of(Recipe.of("joint", plan.getJoint())) : Optional.empty(),
                plan.getForbiddenList(),
                previous(plan),
                Optional.of(plan.getExchangeStore()).filter(place -> !place.isEmpty()),
                interval(plan));
    }

    /** Links into one target, in the plan's order. */
    List<Link> into(String target) {
        return links.stream().filter(link -> link.target().equals(target)).toList();
    }

    /** The same plan with other links. */
    Plan withLinks(List<Link> others) {
        return new Plan(
                group, profile, seed, models, others, ensembles, joint, forbidden, previous, exchangeStore, interval);
    }

    /** The same plan with another seed. */
    Plan reseeded(long other) {
        return new Plan(
                group, profile, other, models, links, ensembles, joint, forbidden, previous, exchangeStore, interval);
    }

    private static Duration interval(TrainingPlan plan) {
        if (plan.getProfilingInterval() < 0) {
            throw new IllegalArgumentException("profilingInterval is " + plan.getProfilingInterval()
                    + "; write the milliseconds between two profiles, or leave it out");
        }
        return Duration.ofMillis(plan.getProfilingInterval());
    }

    private static Optional<String> previous(TrainingPlan plan) {
        if (plan.getPrevious().equals(plan.getProfile())) {
            throw new IllegalArgumentException("previous is '" + plan.getPrevious()
                    + "', which is this training itself; name a finished one, or leave it out");
        }
        return Optional.of(plan.getPrevious()).filter(name -> !name.isEmpty());
    }

    private static Map<String, ModelOutput> models(TrainingPlan plan) {
        Map<String, ModelOutput> models = new LinkedHashMap<>();
        for (TrainingPlan.Model model : plan.getModelsList()) {
            String name = model.getModel();
            if (name.isEmpty() || models.put(name, ModelOutput.of(name, model.getOutput())) != null) {
                throw new IllegalArgumentException(
                        "models: '" + name + "' is empty or there twice; name each model of the group once");
            }
        }
        if (models.isEmpty()) {
            throw new IllegalArgumentException("models is empty; name the models whose outputs are in the profile");
        }
        return models;
    }

    private static List<Link> links(TrainingPlan plan, Set<String> models) {
        List<Link> links = new ArrayList<>();
        Set<List<String>> pairs = new HashSet<>();
        for (int i = 0; i < plan.getLinksCount(); i++) {
            TrainingPlan.Link link = plan.getLinks(i);
            String field = "links[" + i + "]";
            requireModel(field + ".source", link.getSource(), models);
            requireModel(field + ".target", link.getTarget(), models);
            if (link.getSource().equals(link.getTarget()) || !pairs.add(List.of(link.getSource(), link.getTarget()))) {
                throw new IllegalArgumentException(field + " leads from '" + link.getSource() + "' to '"
                        + link.getTarget() + "'; write each pair of two different models once");
            }
            links.add(new Link(
                    link.getSource(),
                    link.getTarget(),
                    Recipe.of(field + ".training", link.getTraining()),
                    new Beginning.Drawn(""),
                    Alliance.of(field + ".federation", plan.getGroup(), link)));
        }
        return List.copyOf(links);
    }

    private static void requireModel(String field, String name, Set<String> models) {
        if (!models.contains(name)) {
            throw new IllegalArgumentException(
                    field + " is '" + name + "', which is not among models; write one of " + models);
        }
    }
}
