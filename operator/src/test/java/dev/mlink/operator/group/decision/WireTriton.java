package dev.mlink.operator.group.decision;

import dev.mlink.operator.group.observation.InstanceGroups;
import dev.mlink.operator.group.observation.TritonEndpoint;
import dev.mlink.operator.planning.instances.Backlog;
import dev.mlink.operator.planning.placement.Seat;
import dev.mlink.operator.triton.MemoryReading;
import dev.mlink.operator.triton.ModelDescription;
import dev.mlink.operator.triton.ModelState;
import dev.mlink.operator.triton.TritonControl;
import dev.mlink.operator.triton.TritonReply;
import dev.mlink.triton.TritonAddress;
import dev.mlink.triton.wire.ModelConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A Triton that a scene looks at and drives over the wire, as the operator does. */
record WireTriton(TritonControl control, TritonAddress address) {

    TritonEndpoint look(String name, InstanceGroups groups, Map<String, Backlog> backlogs) {
        var index = control.index(address);
        Map<String, ModelDescription> descriptions = new HashMap<>();
        Map<String, List<Seat>> seats = new HashMap<>();
        index.answer().orElseThrow().in(ModelState.READY).forEach(model -> {
            ModelDescription description =
                    control.describe(address, model).answer().orElseThrow();
            descriptions.put(model, description);
            seats.put(model, groups.seats(description.config()));
        });
        return new TritonEndpoint(
                name,
                address,
                8000,
                index,
                new MemoryReading.NotMeasured("a GPU"),
                descriptions,
                seats,
                backlogs,
                Map.of());
    }

    void load(String model) {
        done(control.load(address, model));
    }

    void load(ModelConfig config) {
        done(control.load(address, config));
    }

    void unload(String model) {
        done(control.unload(address, model));
    }

    private static void done(TritonReply<?> reply) {
        reply.problem().ifPresent(problem -> {
            throw new AssertionError(problem);
        });
    }
}
