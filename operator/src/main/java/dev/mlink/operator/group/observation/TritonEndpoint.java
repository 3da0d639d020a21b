package dev.mlink.operator.group.observation;

import dev.mlink.operator.planning.instances.Backlog;
import dev.mlink.operator.planning.placement.Seat;
import dev.mlink.operator.triton.MemoryReading;
import dev.mlink.operator.triton.ModelDescription;
import dev.mlink.operator.triton.ModelState;
import dev.mlink.operator.triton.ModelStatus;
import dev.mlink.operator.triton.RepositoryIndex;
import dev.mlink.operator.triton.TritonReply;
import dev.mlink.triton.TritonAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One Triton behind the group's Service.
 *
 * @param name the pod's name, else its address
 * @param memory of its container; not measured unless something has to be
 * @param seats where the group's READY models are loaded here, where the group says anything of that; see {@link Seat}
 * @param backlogs what waits for an instance, by model, where instances are declared
 * @param inTransit for how long models have been seen to be LOADING or UNLOADING
 * @param descriptions of the group's models that are READY and that the table in force does not describe as they are loaded here
 */
public record TritonEndpoint(
        String name,
        TritonAddress grpc,
        int httpPort,
        TritonReply<RepositoryIndex> index,
        MemoryReading memory,
        Map<String, ModelDescription> descriptions,
        Map<String, List<Seat>> seats,
        Map<String, Backlog> backlogs,
        Map<String, Duration> inTransit) {

    /** The same Triton, with models that have come since. */
    public TritonEndpoint with(
            TritonReply<RepositoryIndex> newer,
            Map<String, ModelDescription> described,
            Map<String, List<Seat>> seated) {
        Map<String, ModelDescription> allDescribed = new HashMap<>(descriptions);
        allDescribed.putAll(described);
        Map<String, List<Seat>> allSeated = new HashMap<>(seats);
        allSeated.putAll(seated);
        return new TritonEndpoint(name, grpc, httpPort, newer, memory, allDescribed, allSeated, backlogs, inTransit);
    }

    public boolean reachable() {
        return index.answer().isPresent();
    }

    /** The state of a model here; UNKNOWN when Triton does not answer, UNLOADED when its repository does not have it. */
    public ModelState state(String model) {
        return index.answer()
                .map(models -> models.find(model).map(ModelStatus::state).orElse(ModelState.UNLOADED))
                .orElse(ModelState.UNKNOWN);
    }

    /** Whether the repository has the model, as far as Triton says. */
    public boolean knows(String model) {
        return index.answer().map(models -> models.find(model).isPresent()).orElse(true);
    }
}
