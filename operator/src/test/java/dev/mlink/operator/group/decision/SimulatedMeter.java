package dev.mlink.operator.group.decision;

import dev.mlink.operator.triton.MemoryReading;
import dev.mlink.operator.triton.MemorySource;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the memory of a scene's Triton every 10 s: 50 MiB of the server itself, what is loaded, what it takes to answer, and
 * what never came back.
 */
final class SimulatedMeter {

    /** MiB that a model takes more while it answers. */
    static final int ANSWERING = 20;

    private static final int SERVER = 50;
    private static final Duration PERIOD = Duration.ofSeconds(10);

    /** MiB that models keep once they were unloaded. */
    final Map<String, Integer> leaks = new HashMap<>();

    boolean works;
    MemorySource source = MemorySource.KUBELET;
    boolean answering;
    private final Map<String, Integer> leaked = new HashMap<>();
    private Optional<MemoryReading.Measured> newest = Optional.empty();

    void unloaded(String model) {
        Optional.ofNullable(leaks.get(model)).ifPresent(kept -> leaked.put(model, kept));
    }

    /** @param loaded MiB of the models that are loaded */
    MemoryReading read(int loaded, Instant now) {
        if (!works) {
            return new MemoryReading.NotMeasured("no kubelet");
        }
        boolean current = newest.filter(reading -> reading.source() == source)
                .filter(reading -> now.isBefore(reading.at().plus(PERIOD)))
                .isPresent();
        if (!current) {
            int kept = leaked.values().stream().mapToInt(Integer::intValue).sum();
            long mebibytes = SERVER + loaded + kept + (answering ? ANSWERING : 0);
            newest = Optional.of(new MemoryReading.Measured(mebibytes << 20, now, source));
        }
        return newest.get();
    }
}
