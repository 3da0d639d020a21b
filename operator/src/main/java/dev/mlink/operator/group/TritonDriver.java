package dev.mlink.operator.group;

import dev.mlink.operator.group.decision.Step;
import dev.mlink.operator.group.decision.Tables;
import dev.mlink.operator.group.observation.InstanceGroups;
import dev.mlink.operator.group.observation.Observation;
import dev.mlink.operator.group.observation.TritonEndpoint;
import dev.mlink.operator.group.spec.GroupMemory;
import dev.mlink.operator.group.spec.GroupMemory.LoadFailure;
import dev.mlink.operator.group.spec.Measuring.Exercised;
import dev.mlink.operator.planning.placement.Seat;
import dev.mlink.operator.planning.switching.Placement;
import dev.mlink.operator.status.EventReason;
import dev.mlink.operator.triton.Exercise;
import dev.mlink.operator.triton.ModelDescription;
import dev.mlink.operator.triton.ModelState;
import dev.mlink.operator.triton.RepositoryIndex;
import dev.mlink.operator.triton.TritonControl;
import dev.mlink.operator.triton.TritonReply;
import dev.mlink.triton.wire.ModelConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Does the steps of one pass that a Triton is asked for: each call in its turn, and tells how long it took. */
final class TritonDriver {

    private final TritonControl triton;
    private final Supplier<Observation> seen;
    private final Supplier<Instant> clock;
    private final BiConsumer<EventReason, String> tell;
    private final List<Releases.Departure> departures = new ArrayList<>();

    /** @param seen what is known by now, which a pass adds to */
    TritonDriver(
            TritonControl triton,
            Supplier<Observation> seen,
            Supplier<Instant> clock,
            BiConsumer<EventReason, String> tell) {
        this.clock = clock;
        this.triton = triton;
        this.seen = seen;
        this.tell = tell;
    }

    /**
     * Does one step.
     *
     * @return the group's memory with what was learned of it
     * @throws StepFailed where Triton declines, or does not answer
     */
    GroupMemory apply(Step.OnTriton step, GroupMemory memory) {
        if (step instanceof Step.Load load) {
            return load(load, memory);
        } else if (step instanceof Step.LoadAt load) {
            return loadAt(load, memory);
        } else if (step instanceof Step.Shift shift) {
            shift(shift);
        } else if (step instanceof Step.Unload unload) {
            unload(unload);
        } else if (step instanceof Step.UnloadAlone unload) {
            unloadAlone(unload);
        } else if (step instanceof Step.AwaitRelease release) {
            awaitRelease(release);
        } else if (step instanceof Step.Exercise exercise) {
            return exercise(exercise, memory);
        }
        return memory;
    }

    private GroupMemory load(Step.Load load, GroupMemory memory) {
        TritonEndpoint endpoint = endpoint(load.endpoint());
        return loaded(load.model(), load.endpoint(), memory, patient -> patient.load(endpoint.grpc(), load.model()));
    }

    private GroupMemory loadAt(Step.LoadAt load, GroupMemory memory) {
        TritonEndpoint endpoint = endpoint(load.endpoint());
        ModelConfig config = placed(load.model(), load.seat());
        return loaded(
                load.model(),
                place(load.endpoint(), load.seat()),
                memory,
                patient -> patient.load(endpoint.grpc(), config));
    }

    /** One that takes much longer than it did before is left to later looks: it may never end. */
    private GroupMemory loaded(
            String model, String where, GroupMemory memory, Function<TritonControl, TritonReply<?>> load) {
        Stopwatch watch = Stopwatch.started();
        TritonReply<?> reply =
                load.apply(memory.patience(model).call().map(triton::waiting).orElse(triton));
        if (reply instanceof TritonReply.Refused<?> refused) {
            tell.accept(EventReason.ModelLoadFailed, "model '" + model + "' on " + where + ": " + refused.reason());
            LoadFailure failure =
                    new LoadFailure(refused.reason(), seen.get().spec().generation(), clock.get());
            throw new StepFailed(refused.reason(), known -> known.withFailure(model, failure));
        }
        done(reply);
        Duration took = watch.elapsed();
        tell.accept(EventReason.ModelLoaded, "model '" + model + "' on " + where + ", in " + watch);
        return memory.withLoad(model, took);
    }

    /** A model that cannot be changed goes on as it was. */
    private void shift(Step.Shift shift) {
        Stopwatch watch = Stopwatch.started();
        done(triton.load(endpoint(shift.endpoint()).grpc(), placed(shift.model(), shift.seat())));
        tell.accept(
                EventReason.InstancesChanged,
                "model '" + shift.model() + "' is on " + place(shift.endpoint(), shift.seat()) + " now, in " + watch);
    }

    private ModelConfig placed(String model, Seat seat) {
        ModelConfig known = new Tables(seen.get())
                .known(model)
                .orElseThrow(() -> new StepFailed(
                        "the configuration of model '" + model + "' is not known, so that it cannot be placed"));
        return new InstanceGroups(seen.get().spec().devices()).placed(known, seat);
    }

    private static String place(String endpoint, Seat seat) {
        String instances = seat.instances() == 1 ? "1 instance" : seat.instances() + " instances";
        return endpoint + (seat.device().isEmpty() ? "" : ", GPU " + seat.device()) + ", " + instances;
    }

    /**
     * Looks at models that were just loaded, what they are and where.
     *
     * @return what is known by now
     * @throws NotYet where one is not READY, or where anything else has come or gone, there or on another Triton
     */
    Observation lookAt(Set<Placement> places) {
        Observation after = seen.get();
        for (TritonEndpoint endpoint : after.endpoints()) {
            Set<String> models = places.stream()
                    .filter(place -> place.endpoint().equals(endpoint.name()))
                    .map(Placement::model)
                    .collect(Collectors.toSet());
            after = endpoint.reachable() ? after.withEndpoint(lookAt(endpoint, models)) : after;
        }
        departures.removeIf(departure -> places.contains(new Placement(departure.endpoint(), departure.model())));
        return after;
    }

    private TritonEndpoint lookAt(TritonEndpoint before, Set<String> models) {
        InstanceGroups groups = new InstanceGroups(seen.get().spec().devices());
        TritonReply<RepositoryIndex> index = triton.index(before.grpc());
        Set<String> expected = new TreeSet<>(ready(before.index()));
        departures.stream()
                .filter(departure -> departure.endpoint().equals(before.name()))
                .forEach(departure -> expected.remove(departure.model()));
        expected.addAll(models);
        boolean settled = models.isEmpty()
                || index.answer().filter(RepositoryIndex::settled).isPresent();
        if (!settled || !ready(index).equals(expected)) {
            throw new NotYet("a newer look: " + before.name() + " has " + index + ", not " + expected);
        }
        Map<String, ModelDescription> described = new HashMap<>();
        Map<String, List<Seat>> seated = new HashMap<>();
        for (String model : models) {
            ModelDescription description = triton.describe(before.grpc(), model)
                    .answer()
                    .orElseThrow(() -> new NotYet("model '" + model + "' on " + before.name()));
            described.put(model, description);
            if (seen.get().spec().placed()) {
                seated.put(model, groups.seats(description.config()));
            }
        }
        return before.with(index, described, seated);
    }

    private static Set<String> ready(TritonReply<RepositoryIndex> index) {
        return index.answer()
                .map(models -> Set.copyOf(models.in(ModelState.READY)))
                .orElse(Set.of());
    }

    private void unload(Step.Unload unload) {
        Stopwatch watch = Stopwatch.started();
        done(triton.unload(endpoint(unload.endpoint()).grpc(), unload.model()));
        departures.add(
                new Releases.Departure(unload.endpoint(), unload.model(), watch.toString(), Stopwatch.started()));
    }

    private void unloadAlone(Step.UnloadAlone unload) {
        Stopwatch watch = Stopwatch.started();
        done(triton.unloadAlone(endpoint(unload.endpoint()).grpc(), unload.model()));
        tell.accept(
                EventReason.ModelUnloaded,
                "ensemble '" + unload.model() + "' on " + unload.endpoint() + " without its parts, in " + watch);
    }

    private void awaitRelease(Step.AwaitRelease release) {
        List<Releases.Departure> asked = departures.stream()
                .filter(departure -> departure.endpoint().equals(release.endpoint()))
                .filter(departure -> release.models().contains(departure.model()))
                .toList();
        new Releases(triton, endpoint(release.endpoint()).grpc())
                .await(asked, text -> tell.accept(EventReason.ModelUnloaded, text));
    }

    private GroupMemory exercise(Step.Exercise step, GroupMemory memory) {
        TritonReply<Exercise> reply = triton.exercise(endpoint(step.endpoint()).grpc(), step.model());
        if (reply instanceof TritonReply.Unreachable<?> lost) {
            throw new StepFailed(lost.reason());
        }
        return memory.withMeasuring(
                memory.measuring().map(now -> now.exercised().isPresent() ? now : now.withExercised(exercised(reply))));
    }

    private static Exercised exercised(TritonReply<Exercise> reply) {
        return reply.answer()
                .map(done -> new Exercised(done.batch(), done.millisPerSample(), done.reportedBytes(), ""))
                .orElseGet(() -> new Exercised(0, 0, 0, reply.problem().orElseThrow()));
    }

    private static void done(TritonReply<?> reply) {
        reply.problem().ifPresent(problem -> {
            throw new StepFailed(problem);
        });
    }

    private TritonEndpoint endpoint(String name) {
        return seen.get().endpoints().stream()
                .filter(endpoint -> endpoint.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new StepFailed("Triton endpoint " + name + " is gone"));
    }
}
