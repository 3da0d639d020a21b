package dev.mlink.runtime.upstream;

import dev.mlink.runtime.propagation.AccessKeys;
import dev.mlink.triton.Tls;
import dev.mlink.triton.TritonAccess;
import dev.mlink.triton.TritonAddress;
import dev.mlink.triton.TritonChannel;
import io.grpc.Channel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One gRPC channel per Triton, kept while a routing table or a profile uses it. Where certificates are renewed a channel goes on
 * until one that shows the new ones is connected: Triton may have its part of them later, and what is connected works.
 */
public final class TritonChannels implements AutoCloseable {

    /** A channel with what it shows. */
    private record Shown(TritonChannel channel, Optional<Tls> tls) {}

    private final Map<TritonAddress, Shown> channels = new ConcurrentHashMap<>();
    private final Map<TritonAddress, Shown> successors = new HashMap<>();
    private final List<TritonChannel> outdated = new ArrayList<>();
    private volatile TritonAccess access;

    /** @param access what is shown to every Triton; its keys with calls that are nobody else's only */
    public TritonChannels(TritonAccess access) {
        this.access = access;
    }

    Channel to(TritonAddress address) {
        return channels.computeIfAbsent(address, this::open).channel().grpc();
    }

    private Shown open(TritonAddress address) {
        TritonAccess now = access;
        return new Shown(TritonChannel.to(address).with(now.withoutKeys()).open(), now.tls());
    }

    /** What calls show that no client has asked for. */
    AccessKeys ownKeys() {
        Map<String, String> headers = new HashMap<>();
        access.keys().forEach(key -> headers.put(key.header(), key.value()));
        return new AccessKeys(headers);
    }

    /**
     * From now on shows this. To be called again and again: a channel is replaced once its successor is connected, and let go
     * with the call after that, since a request may have taken it and not yet begun.
     */
    public synchronized void show(TritonAccess renewed) {
        outdated.forEach(TritonChannel::drain);
        outdated.clear();
        access = renewed;
        for (TritonAddress address : Set.copyOf(successors.keySet())) {
            if (!outOfDate(channels.get(address))) {
                outdated.add(successors.remove(address).channel());
            }
        }
        channels.forEach((address, shown) -> {
            if (outOfDate(shown)) {
                succeed(address, shown);
            }
        });
    }

    private boolean outOfDate(Shown shown) {
        return shown != null && !shown.tls().equals(access.tls());
    }

    private synchronized void succeed(TritonAddress address, Shown shown) {
        Shown successor = successors.get(address);
        if (successor == null || !successor.tls().equals(access.tls())) {
            Optional.ofNullable(successors.put(address, open(address)))
                    .ifPresent(older -> outdated.add(older.channel()));
            successors.get(address).channel().connected(); // begins to connect
        } else if (!successor.channel().connected()) {
            successor.channel().reconnect();
        } else if (channels.replace(address, shown, successor)) {
            successors.remove(address);
            outdated.add(shown.channel());
        }
    }

    /**
     * Tries again to connect at once instead of waiting for gRPC's growing back-off: a restarted Triton is back soon, and may
     * accept what is to be shown now and nothing else.
     */
    void reconnect(TritonAddress address) {
        Shown shown = channels.get(address);
        if (shown != null) {
            shown.channel().reconnect();
            if (outOfDate(shown)) {
                succeed(address, shown);
            }
        }
    }

    /** Closes what nobody will call again; calls under way end by themselves. */
    public void retain(Set<TritonAddress> addresses) {
        for (TritonAddress address : channels.keySet()) {
            if (!addresses.contains(address)) {
                Optional.ofNullable(channels.remove(address))
                        .ifPresent(gone -> gone.channel().drain());
            }
        }
    }

    @Override
    public synchronized void close() {
        retain(Set.of());
        successors.values().forEach(successor -> successor.channel().drain());
        outdated.forEach(TritonChannel::drain);
    }
}
