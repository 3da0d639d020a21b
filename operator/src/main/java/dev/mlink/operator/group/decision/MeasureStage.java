package dev.mlink.operator.group.decision;

import dev.mlink.operator.group.observation.Observation;
import dev.mlink.operator.group.observation.TritonEndpoint;
import dev.mlink.operator.group.spec.MeasuredCost;
import dev.mlink.operator.group.spec.Measuring;
import dev.mlink.operator.group.spec.ModelSpec;
import dev.mlink.operator.planning.placement.Seat;
import dev.mlink.operator.status.EventReason;
import dev.mlink.operator.triton.MemoryReading.Measured;
import dev.mlink.operator.triton.ModelState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Measures what models take, one after another and each alone with the whole budget free: the server's memory without
 * it, with it, while it answers, and after it has gone. Only before anything is learned; afterwards nothing is taken away
 * for it, and the cost has to be declared.
 */
record MeasureStage(Observation seen) {

    /** Readings come every 10 to 15 s. */
    private static final Duration NEXT_READING = Duration.ofSeconds(2);

    private static final Duration LONGEST_SILENCE = Duration.ofMinutes(1);

    /** A Triton that answers, and a reading of its memory. */
    private record Meter(TritonEndpoint triton, Measured reading) {}

    /** Empty when there is nothing to measure, or nothing to measure with. */
    Optional<Plan> next() {
        List<ModelSpec> unmeasured = unmeasured();
        if (unmeasured.isEmpty()) {
            return seen.memory().measuring().map(over -> remember(Optional.empty()));
        }
        return meter().map(meter -> measure(current(unmeasured, meter), meter.reading()))
                .or(() -> readLately() ? Optional.of(lookAgain()) : Optional.empty());
    }

    /** A meter that fails for a moment is no reason to begin anything else. */
    private boolean readLately() {
        return seen.memory()
                .measuring()
                .flatMap(Measuring::since)
                .filter(since -> seen.now().isBefore(since.plus(LONGEST_SILENCE)))
                .isPresent();
    }

    private List<ModelSpec> unmeasured() {
        Costs costs = new Costs(seen.spec(), seen.memory());
        return seen.spec().models().stream()
                .filter(model -> costs.bytes(model).isEmpty())
                .filter(model -> new Candidates(seen).measurable(model))
                .toList();
    }

    private Measuring current(List<ModelSpec> unmeasured, Meter meter) {
        return seen.memory()
                .measuring()
                .filter(now ->
                        unmeasured.stream().anyMatch(model -> model.name().equals(now.model())))
                .filter(now -> now.endpoint().equals(meter.triton().name()))
                .filter(now -> now.source() == meter.reading().source())
                .orElseGet(() -> Measuring.of(
                        unmeasured.get(0).name(),
                        meter.triton().name(),
                        meter.reading().source()));
    }

    private Plan measure(Measuring now, Measured reading) {
        Set<String> wanted = now.withModel() ? Set.of(now.model()) : Set.of();
        if (now.since().isPresent() && !loaded(wanted)) {
            // a Triton that lost the model is another server than the one that was read
            return remember(Optional.of(Measuring.of(now.model(), now.endpoint(), now.source())));
        }
        return new SwitchStage(seen, Optional.empty())
                .next(wanted, Stage.MEASURING)
                .orElseGet(() -> read(now, reading));
    }

    private boolean loaded(Set<String> wanted) {
        return new Worlds(seen).members().stream().allMatch(model -> seen.loaded(model) == wanted.contains(model));
    }

    private Plan read(Measuring now, Measured reading) {
        if (now.since().isEmpty()) {
            return remember(Optional.of(now.from(seen.now())));
        }
        if (toBeAsked(now)) {
            return step(new Step.Exercise(now.endpoint(), now.model()));
        }
        if (!reading.at().isAfter(now.since().get())) {
            return answering(now) ? step(new Step.Exercise(now.endpoint(), now.model())) : lookAgain();
        }
        Measuring more = counted(now).read(reading.bytes(), reading.at());
        return more.step() == Measuring.Step.DONE ? measured(more) : remember(Optional.of(more));
    }

    /** The cost is that of one instance where MLink says how often a model is loaded, else of the model as it is configured. */
    private Measuring counted(Measuring now) {
        if (now.step() != Measuring.Step.LOADED || !placed(now.model())) {
            return now;
        }
        int instances = seen.endpoints().stream()
                .filter(endpoint -> endpoint.name().equals(now.endpoint()))
                .flatMap(endpoint -> endpoint.seats().getOrDefault(now.model(), List.of()).stream())
                .mapToInt(Seat::instances)
                .sum();
        return now.withInstances(Math.max(1, instances));
    }

    private boolean placed(String name) {
        return seen.spec().devices().divided()
                || seen.spec().model(name).flatMap(ModelSpec::instances).isPresent();
    }

    private static boolean toBeAsked(Measuring now) {
        return now.step() == Measuring.Step.INFERENCE && now.exercised().isEmpty();
    }

    /** It goes on answering until there is a reading of that time. */
    private static boolean answering(Measuring now) {
        return now.step() == Measuring.Step.INFERENCE
                && now.exercised().filter(known -> known.refusal().isEmpty()).isPresent();
    }

    private Plan measured(Measuring done) {
        MeasuredCost cost = new CostFigures(done).cost(seen.now());
        Map<String, MeasuredCost> costs = new TreeMap<>(seen.memory().costs());
        costs.put(done.model(), cost);
        Optional<Measuring> next = unmeasured().stream()
                .map(ModelSpec::name)
                .filter(model -> !model.equals(done.model()))
                .findFirst()
                .map(done::followedBy);
        List<Step> steps = new ArrayList<>();
        steps.add(new Step.Remember(seen.memory().withCosts(costs).withMeasuring(next)));
        cost.unreleased()
                .ifPresent(kept -> steps.add(new Step.Tell(
                        EventReason.MemoryNotReleased,
                        "model '" + done.model() + "' keeps " + Bytes.text(kept.bytes()) + " on " + kept.endpoint()
                                + " after it was unloaded")));
        return new Plan(steps, Stage.MEASURING, List.of(), Lifecycle.AT_ONCE);
    }

    private Plan remember(Optional<Measuring> measuring) {
        return step(new Step.Remember(seen.memory().withMeasuring(measuring)));
    }

    private static Plan lookAgain() {
        return new Plan(List.of(), Stage.MEASURING, List.of(), NEXT_READING);
    }

    private static Plan step(Step step) {
        return new Plan(List.of(step), Stage.MEASURING, List.of(), Lifecycle.AT_ONCE);
    }

    /** The first endpoint that answers; all of them serve the same repository. */
    private Optional<Meter> meter() {
        return seen.endpoints().stream()
                .filter(TritonEndpoint::reachable)
                .filter(endpoint -> seen.spec().models().stream()
                        .noneMatch(model -> endpoint.state(model.name()).equals(ModelState.UNKNOWN)))
                .flatMap(endpoint -> endpoint.memory().measured().stream().map(reading -> new Meter(endpoint, reading)))
                .findFirst();
    }
}
