package dev.mlink.operator.group;

import dev.mlink.admin.v1alpha1.EvaluateResponse;
import dev.mlink.admin.v1alpha1.PrepareAcknowledgement;
import dev.mlink.admin.v1alpha1.RouteAcknowledgement;
import dev.mlink.admin.v1alpha1.RoutingTable;
import dev.mlink.operator.group.decision.Outdated;
import dev.mlink.operator.group.decision.Step;
import dev.mlink.operator.group.decision.Tables;
import dev.mlink.operator.group.observation.Observation;
import dev.mlink.operator.group.observation.Published;
import dev.mlink.operator.group.observation.RuntimePod;
import dev.mlink.operator.group.spec.GroupMemory.Estimate;
import dev.mlink.operator.group.spec.GroupMemory.Rung;
import dev.mlink.operator.kubernetes.RoutingConfigMap;
import dev.mlink.operator.runtime.RuntimeAddress;
import dev.mlink.operator.runtime.RuntimeControl;
import dev.mlink.operator.runtime.RuntimeReply;
import io.fabric8.kubernetes.api.model.OwnerReference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes routing tables: into the ConfigMap first, then to every pod.
 *
 * @param helpers for pods beside one another: one that has gone silent does not keep the table from the others
 * @param clock since when a table is in force: figures for it may have taken their time after the look
 */
record TablePublisher(
        RuntimeControl runtime,
        RoutingConfigMap routing,
        OwnerReference owner,
        Observation seen,
        Executor helpers,
        Supplier<Instant> clock) {

    /** What was published. */
    record Publication(
            Published published, Map<String, RouteAcknowledgement> acknowledged, Map<String, Estimate> estimates) {}

    private static final Logger LOG = LoggerFactory.getLogger(TablePublisher.class);

    /**
     * Publishes the next epoch.
     *
     * @param learned whose predictors it names; empty before the first training
     * @return the table, and the figures of what it predicts
     * @throws StepFailed when figures cannot be had, or somebody else has published meanwhile
     */
    Publication publish(Step.Publish step, Optional<String> learned) {
        Set<String> exact = models(step.exact());
        Map<String, EvaluateResponse.Target> targets =
                learned.map(training -> targets(training, exact)).orElse(Map.of());
        Tables tables = new Tables(seen);
        RoutingTable table =
                tables.of(step.exact(), targets, learned.orElse("")).build(tables.nextEpoch());
        Instant since = clock.get();
        String version = routing.write(table, seen.published(), owner, since)
                .orElseThrow(() -> new StepFailed("the routing table was written by somebody else meanwhile"));
        return new Publication(new Published(table, version, since), push(table), estimates(targets, exact));
    }

    /** What each pod has acknowledged, by its name. */
    private Map<String, RouteAcknowledgement> push(RoutingTable table) {
        Map<String, Aside<Optional<RouteAcknowledgement>>> asked = new HashMap<>();
        seen.pods().forEach(pod -> asked.put(pod.name(), Aside.of(helpers, () -> push(pod, table))));
        Map<String, RouteAcknowledgement> acknowledged = new HashMap<>();
        asked.forEach((pod, answer) -> answer.get().ifPresent(given -> acknowledged.put(pod, given)));
        return acknowledged;
    }

    /**
     * Asks for the figures of such a table, and has every pod read what it names, so that it is in force soon after it is
     * published.
     *
     * @throws StepFailed when figures cannot be had
     */
    void foretell(Step.Foretell foretold, String training) {
        Tables tables = new Tables(seen);
        RoutingTable table = tables.of(foretold.exact(), targets(training, models(foretold.exact())), training)
                .build(tables.nextEpoch());
        seen.pods().forEach(pod -> helpers.execute(() -> prepare(pod, table)));
    }

    /** One that cannot, such as one of an older version, reads it when it is published. */
    private void prepare(RuntimePod pod, RoutingTable table) {
        RuntimeReply<PrepareAcknowledgement> reply = runtime.prepare(pod.admin(), table);
        if (reply.answer().isEmpty()) {
            LOG.debug("{} does not prepare epoch {}: {}", pod.name(), table.getEpoch(), reply.failure());
        }
    }

    /** Of all endpoints. */
    private static Set<String> models(Map<String, Set<String>> exact) {
        Set<String> models = new TreeSet<>();
        exact.values().forEach(models::addAll);
        return models;
    }

    /** Sends the table to one pod; one that does not take it now is sent it again by the next pass. */
    Optional<RouteAcknowledgement> push(RuntimePod pod, RoutingTable table) {
        RuntimeReply<RouteAcknowledgement> reply = runtime.route(pod.admin(), table);
        if (reply.answer().isEmpty()) {
            LOG.warn("{} does not take epoch {}: {}", pod.name(), table.getEpoch(), reply.failure());
        }
        return reply.answer();
    }

    /** Predictors of what is not exact, and for each exact model of what would answer if it were gone. */
    private Map<String, EvaluateResponse.Target> targets(String training, Set<String> exact) {
        List<Set<String>> sets = new ArrayList<>(List.of(exact));
        List<String> models = List.copyOf(exact);
        models.forEach(model -> {
            Set<String> others = new TreeSet<>(exact);
            others.remove(model);
            sets.add(others);
        });
        var answered = MeasuredPerformances.of(
                        runtime, worker(), training, seen.spec().learning().ladder())
                .without(new Outdated(seen, Optional.of(training)).models().keySet())
                .confidences(sets, seen.spec().maxDisagreements());
        Map<String, EvaluateResponse.Target> targets = new HashMap<>();
        answered.get(0).getTargetsList().forEach(target -> targets.put(target.getTarget(), target));
        for (int i = 0; i < models.size(); i++) {
            String model = models.get(i);
            answered.get(i + 1).getTargetsList().stream()
                    .filter(target -> target.getTarget().equals(model))
                    .forEach(target -> targets.put(model, target));
        }
        targets.keySet().retainAll(seen.spec().modelNames());
        return targets;
    }

    private RuntimeAddress worker() {
        return seen.worker()
                .map(RuntimePod::admin)
                .orElseThrow(() -> new StepFailed("no link-runtime pod answers on its admin port"));
    }

    private static Map<String, Estimate> estimates(Map<String, EvaluateResponse.Target> targets, Set<String> exact) {
        Map<String, Estimate> estimates = new HashMap<>();
        targets.forEach((model, target) -> {
            if (!exact.contains(model)) {
                estimates.put(model, estimate(target));
            }
        });
        return estimates;
    }

    private static Estimate estimate(EvaluateResponse.Target target) {
        var figure = target.getPerformance();
        return new Estimate(
                figure.getValue(),
                figure.getLower(),
                figure.getUpper(),
                target.getPrior(),
                figure.getSamples(),
                target.getRungsList().stream()
                        .map(rung -> new Rung(
                                rung.getPredictor().getKind(),
                                rung.getPredictor().getSourcesList(),
                                rung.getSelection(),
                                rung.getPerformance().getValue()))
                        .toList(),
                target.getUnlinkable());
    }
}
