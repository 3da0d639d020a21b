package dev.mlink.operator.metrics;

import dev.mlink.api.v1alpha1.ModelGroup;
import dev.mlink.api.v1alpha1.status.ConditionStatus;
import dev.mlink.api.v1alpha1.status.ModelGroupStatus;
import dev.mlink.api.v1alpha1.status.ModelState;
import dev.mlink.operator.status.ConditionType;
import dev.mlink.operator.status.EventReason;
import io.fabric8.kubernetes.api.model.Quantity;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToDoubleFunction;

/**
 * Meters of every group, from its status: a handful for each, whatever it does, and none of a group that is gone. Meters
 * are labelled with {@code namespace} and {@code group}.
 */
public final class GroupMetrics {

    private final MeterRegistry registry;
    /** Each group as it was last reported. */
    private final Map<Tags, AtomicReference<Reported>> shown = new ConcurrentHashMap<>();

    public GroupMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    private record Reported(ModelGroup group, ModelGroupStatus status) {

        double holds(ConditionType type) {
            return status.condition(type.text())
                            .filter(condition -> condition.status() == ConditionStatus.TRUE)
                            .isPresent()
                    ? 1
                    : 0;
        }

        double models(ModelState state) {
            return status.models().stream()
                    .filter(model -> model.state() == state)
                    .count();
        }

        double budget() {
            return group.getSpec().budget().bytes();
        }

        double used() {
            return Optional.ofNullable(status.summary())
                    .map(summary -> summary.used())
                    .map(used -> Quantity.getAmountInBytes(new Quantity(used)).doubleValue())
                    .orElse(0.0);
        }

        double performance() {
            return Optional.ofNullable(status.summary())
                    .map(summary -> summary.performance())
                    .orElse(Double.NaN);
        }

        double epoch() {
            return Optional.ofNullable(status.selection())
                    .map(selection -> (double) selection.epoch())
                    .orElse(0.0);
        }
    }

    /** Shows a group as it is from now on. */
    public void show(ModelGroup group, ModelGroupStatus status) {
        Reported now = new Reported(group, status);
        shown.computeIfAbsent(tags(group), tags -> registered(tags, new AtomicReference<>(now)))
                .set(now);
    }

    private AtomicReference<Reported> registered(Tags tags, AtomicReference<Reported> group) {
        gauge(
                "mlink.group.ready",
                "1 while every model can be answered.",
                tags,
                group,
                g -> g.holds(ConditionType.READY));
        gauge(
                "mlink.group.drifted",
                "1 while what was learned does not hold.",
                tags,
                group,
                g -> g.holds(ConditionType.DRIFTED));
        gauge(
                "mlink.group.performance",
                "Weighted mean performance of all models.",
                tags,
                group,
                Reported::performance);
        gauge("mlink.group.budget.bytes", "Memory that the loaded models may take.", tags, group, Reported::budget);
        gauge("mlink.group.used.bytes", "Memory that the active models take.", tags, group, Reported::used);
        gauge("mlink.group.epoch", "Epoch of the activation set in force.", tags, group, Reported::epoch);
        for (ModelState state : ModelState.values()) {
            gauge(
                    "mlink.group.models",
                    "Models by how they are answered.",
                    tags.and("state", state.name().toLowerCase(Locale.ROOT)),
                    group,
                    g -> g.models(state));
        }
        return group;
    }

    private void gauge(
            String name, String what, Tags tags, AtomicReference<Reported> group, ToDoubleFunction<Reported> figure) {
        Gauge.builder(name, group, last -> figure.applyAsDouble(last.get()))
                .description(what)
                .tags(tags)
                .register(registry);
    }

    /** Counts an event, whether or not it can be written. */
    public void count(ModelGroup group, EventReason reason) {
        registry.counter("mlink.group.events", tags(group).and("reason", reason.name()))
                .increment();
    }

    /** Nothing is shown any more of a group that is gone. */
    public void forget(ModelGroup group) {
        shown.remove(tags(group));
        List<Tag> own = tags(group).stream().toList();
        List<Meter> stale = registry.getMeters().stream()
                .filter(meter -> meter.getId().getName().startsWith("mlink.group."))
                .filter(meter -> meter.getId().getTags().containsAll(own))
                .toList();
        stale.forEach(registry::remove);
    }

    private static Tags tags(ModelGroup group) {
        return Tags.of(
                "namespace", group.getMetadata().getNamespace(),
                "group", group.getMetadata().getName());
    }
}
