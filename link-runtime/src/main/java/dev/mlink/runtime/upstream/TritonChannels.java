package dev.mlink.runtime.upstream;

import dev.mlink.triton.TritonAddress;
import dev.mlink.triton.TritonChannel;
import io.grpc.Channel;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** One gRPC channel per Triton, kept while a routing table or a profile uses it. */
public final class TritonChannels implements AutoCloseable {
    private final Map<TritonAddress, TritonChannel> channels = new ConcurrentHashMap<>();
    private final Function<TritonAddress, TritonChannel> opener;

    public TritonChannels(Function<TritonAddress, TritonChannel> opener) {
        this.opener = opener;
    }

    Channel to(TritonAddress address) {
        return channels.computeIfAbsent(address, opener).grpc();
    }

    /** Tries again to connect at once instead of waiting for gRPC's growing back-off: a restarted Triton is back soon. */
    void reconnect(TritonAddress address) {
        TritonChannel channel = channels.get(address);
        if (channel != null) {
            channel.reconnect();
        }
    }

    /** Closes what nobody will call again; calls under way end by themselves. */
    public void retain(Set<TritonAddress> addresses) {
        for (TritonAddress address : channels.keySet()) {
            if (!addresses.contains(address)) {
                channels.remove(address).drain();
            }
        }
    }

    @Override
    public void close() {
        retain(Set.of());
    }
}
