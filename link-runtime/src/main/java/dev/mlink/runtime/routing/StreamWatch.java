package dev.mlink.runtime.routing;

import com.google.protobuf.ByteString;
import dev.mlink.runtime.routing.LastSeen.Seen;
import dev.mlink.triton.tensor.Tensor;
import java.time.Clock;

/**
 * Sees the exact outputs that models give for one request.
 *
 * @param stream that the request names; empty for none, and then nothing is kept
 */
record StreamWatch(LastSeen seen, Clock clock, String stream) {

    /** Whether anything is kept. */
    boolean watches() {
        return !stream.isEmpty();
    }

    /** @param output first axis the samples, in the order of the request; the last of them counts */
    Tensor saw(ModelRoute route, Tensor output) {
        long samples = output.shape().first();
        if (watches() && samples > 0) {
            seen.keep(stream, route, new Seen(clock.millis(), alone(output.slice(samples - 1, samples))));
        }
        return output;
    }

    /** Bytes of its own, that do not keep the whole answer in memory. */
    private static Tensor alone(Tensor slice) {
        return new Tensor(
                slice.name(),
                slice.datatype(),
                slice.shape(),
                ByteString.copyFrom(slice.data().asReadOnlyByteBuffer()));
    }
}
