package dev.mlink.operator.group.decision;

import dev.mlink.operator.group.observation.Observation;
import dev.mlink.operator.group.observation.TritonEndpoint;
import dev.mlink.operator.group.spec.GroupMemory.MeasuredCost;
import dev.mlink.operator.group.spec.GroupMemory.Measuring;
import dev.mlink.operator.group.spec.ModelSpec;
import dev.mlink.operator.triton.MemoryReading;
import dev.mlink.operator.triton.ModelState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/**
 * Measures what models take, one after another and each alone with the whole budget free: the server's memory without
 * it, and with it. Only before anything is learned; afterwards nothing is taken away for it, and the cost has to be
 * declared.
 */
record MeasureStage(Observation seen) {

    /** Readings come every 10 to 15 s. */
    private static final Duration NEXT_READING = Duration.ofSeconds(2);

    /** Empty when there is nothing to measure, or nothing to measure with. */
    Optional<Plan> next() {
        return unmeasured().filter(model -> reading().isPresent()).map(this::measure);
    }

    private Optional<ModelSpec> unmeasured() {
        Costs costs = new Costs(seen.spec(), seen.memory());
        return seen.spec().models().stream()
                .filter(model -> costs.bytes(model).isEmpty())
                .filter(model -> new Candidates(seen).measurable(model))
                .findFirst();
    }

    private Plan measure(ModelSpec model) {
        Measuring measuring = seen.memory()
                .measuring()
                .filter(now -> now.model().equals(model.name()))
                .orElseGet(() -> new Measuring(model.name(), OptionalLong.empty(), Optional.empty()));
        Set<String> loaded = measuring.baseline().isPresent() ? Set.of(model.name()) : Set.of();
        return new SwitchStage(seen, Optional.empty())
                .next(loaded, Stage.MEASURING)
                .orElseGet(() -> read(measuring));
    }

    private Plan read(Measuring measuring) {
        if (measuring.since().isEmpty()) {
            return remember(
                    Optional.of(new Measuring(measuring.model(), measuring.baseline(), Optional.of(seen.now()))));
        }
        MemoryReading.Measured reading = reading().orElseThrow();
        if (!reading.at().isAfter(measuring.since().get())) {
            return new Plan(List.of(), Stage.MEASURING, List.of(), NEXT_READING);
        }
        if (measuring.baseline().isEmpty()) {
            return remember(
                    Optional.of(new Measuring(measuring.model(), OptionalLong.of(reading.bytes()), Optional.empty())));
        }
        return measured(
                measuring.model(),
                Math.max(1, reading.bytes() - measuring.baseline().getAsLong()));
    }

    private Plan measured(String model, long bytes) {
        Map<String, MeasuredCost> costs = new TreeMap<>(seen.memory().costs());
        costs.put(model, new MeasuredCost(bytes, 0, seen.now()));
        return new Plan(
                List.of(new Step.Remember(seen.memory().withCosts(costs).withMeasuring(Optional.empty()))),
                Stage.MEASURING,
                List.of(),
                Lifecycle.AT_ONCE);
    }

    private Plan remember(Optional<Measuring> measuring) {
        return new Plan(
                List.of(new Step.Remember(seen.memory().withMeasuring(measuring))),
                Stage.MEASURING,
                List.of(),
                Lifecycle.AT_ONCE);
    }

    /** Of the first endpoint that answers; all of them serve the same repository. */
    private Optional<MemoryReading.Measured> reading() {
        return seen.endpoints().stream()
                .filter(TritonEndpoint::reachable)
                .filter(endpoint -> seen.spec().models().stream()
                        .noneMatch(model -> endpoint.state(model.name()).equals(ModelState.UNKNOWN)))
                .map(TritonEndpoint::memory)
                .filter(MemoryReading.Measured.class::isInstance)
                .map(MemoryReading.Measured.class::cast)
                .findFirst();
    }
}
