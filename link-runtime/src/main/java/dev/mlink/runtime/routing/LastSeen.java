package dev.mlink.runtime.routing;

import dev.mlink.triton.tensor.Tensor;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Exact outputs that went by, the newest of each stream and model. Bounded in bytes and in streams: those that were named
 * longest ago are forgotten first. Safe for several threads.
 */
final class LastSeen {
    private static final int MOST_STREAMS = 1000;
    private static final long MOST_BYTES = 32L << 20;
    /** What a value takes besides its elements, roughly. */
    private static final int OVERHEAD = 256;

    private final Map<String, Map<Key, Seen>> streams = new LinkedHashMap<>(16, .75f, true);
    private final int mostStreams;
    private final long mostBytes;
    private long bytes;

    /** Outputs of another version are another model's. */
    private record Key(String model, String version) {}

    /**
     * One output.
     *
     * @param time when the model answered, milliseconds since 1970
     * @param row one sample
     */
    record Seen(long time, Tensor row) {
        private long bytes() {
            return row.data().size() + OVERHEAD;
        }
    }

    LastSeen() {
        this(MOST_STREAMS, MOST_BYTES);
    }

    /** @param mostBytes of all values together; one that is larger than this is not kept */
    LastSeen(int mostStreams, long mostBytes) {
        this.mostStreams = mostStreams;
        this.mostBytes = mostBytes;
    }

    /** Remembers an output unless a newer one is known, or it is too large. */
    synchronized void keep(String stream, ModelRoute route, Seen seen) {
        if (seen.bytes() > mostBytes) {
            return;
        }
        Map<Key, Seen> ofStream = streams.computeIfAbsent(stream, first -> new HashMap<>());
        Key key = new Key(route.model(), route.version());
        Optional<Seen> before = Optional.ofNullable(ofStream.get(key));
        if (before.filter(known -> known.time() > seen.time()).isEmpty()) {
            ofStream.put(key, seen);
            bytes += seen.bytes() - before.map(Seen::bytes).orElse(0L);
        }
        forget();
    }

    synchronized Optional<Seen> find(String stream, ModelRoute route) {
        return Optional.ofNullable(streams.get(stream))
                .map(ofStream -> ofStream.get(new Key(route.model(), route.version())));
    }

    private void forget() {
        Iterator<Map<Key, Seen>> oldest = streams.values().iterator();
        while ((streams.size() > mostStreams || bytes > mostBytes) && oldest.hasNext()) {
            bytes -= oldest.next().values().stream().mapToLong(Seen::bytes).sum();
            oldest.remove();
        }
    }
}
