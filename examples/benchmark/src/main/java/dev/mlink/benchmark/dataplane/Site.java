package dev.mlink.benchmark.dataplane;

import com.google.protobuf.util.JsonFormat;
import dev.mlink.admin.v1alpha1.ModelRoute;
import dev.mlink.admin.v1alpha1.Output;
import dev.mlink.admin.v1alpha1.RouteState;
import dev.mlink.admin.v1alpha1.RoutingTable;
import io.grpc.ManagedChannel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** The upstream and everything that is put before it, each a process of its own, with a channel to each. */
final class Site implements AutoCloseable {
    private static final int UPSTREAM = 18101;
    private static final int BARE = 18102;
    private static final int PARSING = 18103;
    private static final int RUNTIME = 18104;
    private static final int SPARE = 18105;

    private final Map<String, Peer> peers = new LinkedHashMap<>();
    private final Map<String, ManagedChannel> channels = new LinkedHashMap<>();

    static Site start() throws IOException, InterruptedException {
        Site site = new Site();
        Path home = Files.createTempDirectory("mlink-overhead");
        Files.writeString(home.resolve("token"), "nobody asks");
        Path table = Files.writeString(
                home.resolve("table.json"), JsonFormat.printer().print(table()));
        site.add(Trial.DIRECT, Peer.program(Upstream.class, UPSTREAM));
        site.add(Trial.BARE, Peer.program(BareProxy.class, BARE, UPSTREAM));
        site.add(Trial.RUNTIME, Peer.linkRuntime(RUNTIME, home, table, SPARE));
        site.add(Trial.PARSING, Peer.program(ParsingProxy.class, PARSING, UPSTREAM));
        return site;
    }

    private void add(String name, Peer peer) throws InterruptedException {
        peers.put(name, peer.ready());
        channels.put(name, ByteClient.channel(peer.port()));
    }

    private static RoutingTable table() {
        RoutingTable.Builder table = RoutingTable.newBuilder()
                .setFormat(1)
                .setGroup("group")
                .setGroupUid("uid")
                .setEpoch(1);
        table.addEndpointsBuilder()
                .setName("upstream")
                .setGrpcAddress("127.0.0.1:" + UPSTREAM)
                .setHttpAddress("127.0.0.1:" + UPSTREAM);
        Messages.MODELS.forEach(model -> table.addModels(ModelRoute.newBuilder()
                .setModel(model)
                .setState(RouteState.EXACT)
                .putInputs("X", "image")
                .setOutput(Output.newBuilder().setTensor("Y"))
                .setVersion("1")
                .setConfig(Messages.config(model).toByteString())
                .setMetadata(Messages.metadata(model).toByteString())
                .addEndpoints("upstream")));
        return table.build();
    }

    Iterable<String> names() {
        return peers.keySet();
    }

    ManagedChannel channel(String peer) {
        return channels.get(peer);
    }

    Duration cpu(String peer) {
        return peers.get(peer).cpu();
    }

    @Override
    public void close() {
        channels.values().forEach(ManagedChannel::shutdownNow);
        peers.values().forEach(Peer::close);
    }
}
