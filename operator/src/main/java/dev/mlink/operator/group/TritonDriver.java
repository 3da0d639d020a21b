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
import dev.mlink.operator.triton.TritonControl;
import dev.mlink.operator.triton.TritonReply;
import dev.mlink.triton.TritonAddress;
import dev.mlink.triton.wire.ModelConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** Does the steps of one pass that a Triton is asked for: each call in its turn, and tells how long it took. */
final class TritonDriver {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(300);

    private final TritonControl triton;
    private final Observation seen;
    private final LoadsUnderWay loads;
    private final BiConsumer<EventReason, String> tell;
    private final List<Releases.Departure> departures = new ArrayList<>();

    /** @param loads those that earlier passes have begun */
    TritonDriver(TritonControl triton, Observation seen, LoadsUnderWay loads, BiConsumer<EventReason, String> tell) {
        this.triton = triton;
        this.seen = seen;
        this.loads = loads;
        this.tell = tell;
    }

    /**
     * Does one step.
     *
     * @return the group's memory with what was learned of it
     * @throws StepFailed where Triton declines, or does not answer
     */
    GroupMemory apply(Step.OnTriton step, GroupMemory memory) {
        if (step instanceof Step.Load || step instanceof Step.LoadAt) {
            begin(step).ifPresent(this::awaitLoad);
        } else if (step instanceof Step.Begin begin) {
            begin(begin.load());
        } else if (step instanceof Step.AwaitLoad load) {
            awaitLoad(new Placement(load.endpoint(), load.model()));
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

    /** Where it was begun before it only goes on. */
    private Optional<Placement> begin(Step.OnTriton step) {
        TritonAddress address = endpoint(step.endpoint()).grpc();
        if (step instanceof Step.Load load) {
            Placement place = new Placement(load.endpoint(), load.model());
            loads.begin(
                    seen.spec().uid(),
                    place,
                    () -> loaded(place, load.endpoint(), () -> triton.load(address, load.model())));
            return Optional.of(place);
        }
        if (step instanceof Step.LoadAt load) {
            Placement place = new Placement(load.endpoint(), load.model());
            ModelConfig config = placed(load.model(), load.seat());
            String where = place(load.endpoint(), load.seat());
            loads.begin(seen.spec().uid(), place, () -> loaded(place, where, () -> triton.load(address, config)));
            return Optional.of(place);
        }
        return Optional.empty();
    }

    /** Tells of it at once, whoever waits for it or does not. */
    private TritonReply<?> loaded(Placement place, String where, Supplier<TritonReply<?>> call) {
        Stopwatch watch = Stopwatch.started();
        TritonReply<?> reply = call.get();
        String what = "model '" + place.model() + "' on " + where;
        if (reply instanceof TritonReply.Refused<?> refused) {
            tell.accept(EventReason.ModelLoadFailed, what + ": " + refused.reason());
        } else if (reply instanceof TritonReply.Ok<?>) {
            tell.accept(EventReason.ModelLoaded, what + ", in " + watch);
        }
        return reply;
    }

    /** One that somebody else has begun, such as the operator before this one, is left to the looks that follow. */
    private void awaitLoad(Placement place) {
        LoadsUnderWay.Loading load = loads.take(seen.spec().uid(), place).orElseThrow(() -> {
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            return new NotYet("model '" + place.model() + "' is loading on " + place.endpoint());
        });
        TritonReply<?> reply = load.reply().get();
        failure(reply, seen).ifPresent(failed -> {
            throw new StepFailed(failed.reason(), memory -> memory.withFailure(load.model(), failed));
        });
        done(reply);
    }

    private static Optional<LoadFailure> failure(TritonReply<?> reply, Observation seen) {
        return reply instanceof TritonReply.Refused<?> refused
                ? Optional.of(new LoadFailure(refused.reason(), seen.spec().generation(), seen.now()))
                : Optional.empty();
    }

    /** What a look has seen, and which of the loads that were begun before had failed by then. */
    static Observation settled(Observation seen, List<LoadsUnderWay.Loading> over) {
        GroupMemory memory = seen.memory();
        for (LoadsUnderWay.Loading load : over) {
            Optional<LoadFailure> failed = failure(load.reply().get(), seen);
            memory = failed.isPresent() ? memory.withFailure(load.model(), failed.get()) : memory;
        }
        return seen.withMemory(memory);
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
        ModelConfig known = new Tables(seen)
                .known(model)
                .orElseThrow(() -> new StepFailed(
                        "the configuration of model '" + model + "' is not known, so that it cannot be placed"));
        return new InstanceGroups(seen.spec().devices()).placed(known, seat);
    }

    private static String place(String endpoint, Seat seat) {
        String instances = seat.instances() == 1 ? "1 instance" : seat.instances() + " instances";
        return endpoint + (seat.device().isEmpty() ? "" : ", GPU " + seat.device()) + ", " + instances;
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
        return seen.endpoints().stream()
                .filter(endpoint -> endpoint.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new StepFailed("Triton endpoint " + name + " is gone"));
    }
}
