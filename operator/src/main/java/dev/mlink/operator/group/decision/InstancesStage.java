package dev.mlink.operator.group.decision;

import dev.mlink.operator.group.observation.BatchingDelay;
import dev.mlink.operator.group.observation.Observation;
import dev.mlink.operator.group.observation.TritonEndpoint;
import dev.mlink.operator.group.spec.ModelSpec;
import dev.mlink.operator.group.spec.Pressure;
import dev.mlink.operator.planning.instances.Backlog;
import dev.mlink.operator.planning.instances.Queue;
import dev.mlink.operator.planning.instances.Scaling;
import dev.mlink.operator.planning.placement.Devices;
import dev.mlink.operator.planning.placement.Seat;
import dev.mlink.operator.status.EventReason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Watches the queues of the active models, once they are loaded, and decides how often each is to be loaded. */
record InstancesStage(Observation seen) {

    private static final Backlog NOTHING_TOLD = new Backlog(0, Optional.empty());

    /** Empty while nothing is to be written down: the switch stage brings what is written to the world. */
    Optional<Plan> next() {
        List<ModelSpec> models = seen.spec().models().stream()
                .filter(model -> model.instances().isPresent() && seat(model).isPresent())
                .toList();
        Map<String, Pressure> now = new TreeMap<>(seen.memory().pressures());
        models.forEach(model -> now.put(model.name(), pressure(model)));
        now.keySet().retainAll(models.stream().map(ModelSpec::name).toList());
        List<Step> steps = new ArrayList<>();
        new Scaling().next(models.stream().map(this::queue).toList()).ifPresent(change -> {
            now.put(change.model(), Pressure.of(change.instances()));
            steps.add(new Step.Tell(
                    EventReason.InstancesChosen,
                    "model '" + change.model() + "' is to have " + change.instances() + " instances: " + change.why()));
        });
        if (now.equals(seen.memory().pressures())) {
            return Optional.empty();
        }
        steps.add(0, new Step.Remember(seen.memory().withPressures(now)));
        return Optional.of(new Plan(steps, Stage.SERVING, List.of(), Lifecycle.AT_ONCE));
    }

    private Queue queue(ModelSpec model) {
        Pressure pressure = pressure(model);
        return new Queue(
                model.name(),
                seat(model).orElseThrow().device(),
                model.range(),
                pressure.instances(),
                backlog(model).orElse(NOTHING_TOLD),
                pressure.longSince().map(this::until),
                pressure.quietSince().map(this::until),
                seen.endpoints().stream().allMatch(triton -> fits(triton, model)));
    }

    private Duration until(Instant since) {
        return Duration.between(since, seen.now());
    }

    private Pressure pressure(ModelSpec model) {
        return Optional.ofNullable(seen.memory().pressures().get(model.name()))
                .orElseGet(() -> Pressure.of(model.range().min()))
                .seen(backlog(model), seen.now());
    }

    /** Where the queue is longest: every endpoint has the same instances. Empty where no Triton tells. */
    private Optional<Backlog> backlog(ModelSpec model) {
        Duration heldBack = new Tables(seen)
                .known(model.name())
                .map(config -> new BatchingDelay(config).longest())
                .orElse(Duration.ZERO);
        return seen.endpoints().stream()
                .flatMap(triton -> Optional.ofNullable(triton.backlogs().get(model.name())).stream())
                .map(backlog -> backlog.beyond(heldBack))
                .reduce(Backlog::or);
    }

    private Optional<Seat> seat(ModelSpec model) {
        return seen.endpoints().stream()
                .flatMap(triton -> triton.seats().getOrDefault(model.name(), List.of()).stream())
                .findFirst();
    }

    /** Beside what every model there takes, those that are loaded as their configurations say included. */
    private boolean fits(TritonEndpoint triton, ModelSpec more) {
        Costs costs = new Costs(seen.spec(), seen.memory());
        Devices devices = new Candidates(seen).devices();
        String device = triton.seats().getOrDefault(more.name(), List.of()).stream()
                .map(Seat::device)
                .findFirst()
                .orElse("?");
        long used = triton.seats().entrySet().stream()
                .mapToLong(entry -> entry.getValue().stream()
                                .filter(seat -> seat.device().equals(device))
                                .mapToInt(Seat::instances)
                                .sum()
                        * seen.spec()
                                .model(entry.getKey())
                                .map(costs::bytes)
                                .orElseThrow()
                                .orElse(0))
                .sum();
        return used + costs.bytes(more).orElse(Long.MAX_VALUE / 2)
                <= devices.bytes().getOrDefault(device, 0L);
    }
}
