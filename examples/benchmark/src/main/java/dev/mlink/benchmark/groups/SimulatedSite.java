package dev.mlink.benchmark.groups;

import dev.mlink.api.testing.OwnEndpoint;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Every Triton and every link-runtime of a fleet, on this machine's own address, and what makes their pods. */
final class SimulatedSite implements AutoCloseable {

    private static final int ADMIN_PORT = 9001;

    private final List<Server> servers = new ArrayList<>();
    private final KubernetesClient admin;
    private final Fleet fleet;
    private final OwnEndpoint endpoint = OwnEndpoint.find();
    private final SimulatedControllers controllers;

    SimulatedSite(KubernetesClient admin, Fleet fleet) {
        this.admin = admin;
        this.fleet = fleet;
        this.controllers = new SimulatedControllers(admin, endpoint.address());
        start(NettyServerBuilder.forPort(ADMIN_PORT)
                .intercept(new SimulatedRuntimes.ByToken())
                .addService(new SimulatedRuntimes(new InventedFigures(fleet.modelNames()))));
    }

    /** A Triton of its own for one group, behind the Service that the group names; answers its port. */
    int triton(Fleet.Member member) {
        Server server = start(NettyServerBuilder.forPort(0).addService(new SimulatedTriton(fleet.modelNames())));
        admin.resource(endpoint.of(member.namespace(), member.service())).create();
        return server.getPort();
    }

    private Server start(NettyServerBuilder builder) {
        try {
            Server server = builder.build().start();
            servers.add(server);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        controllers.close();
        servers.forEach(Server::shutdownNow);
    }
}
