package dev.mlink.runtime.admin;

import dev.mlink.runtime.routing.ActiveTable;
import dev.mlink.runtime.routing.CallsUnderWay;
import dev.mlink.runtime.routing.Endpoint;
import dev.mlink.runtime.routing.ModelHealth;
import dev.mlink.runtime.routing.ModelRoute;
import dev.mlink.runtime.routing.RoutingTable;
import dev.mlink.runtime.routing.RoutingTableReader;
import dev.mlink.runtime.routing.TableCompiler;
import dev.mlink.runtime.routing.TableInForce;
import dev.mlink.runtime.upstream.TritonChannels;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Puts a table in force once everything it names is here and verified; on any fault the table in force stays. */
public final class TableInstaller {
    private static final Logger LOG = Logger.getLogger(TableInstaller.class);

    private final RoutingTableReader reader;
    private final TableCompiler compiler;
    private final TableInForce tables;
    private final ModelHealth health;
    private final CallsUnderWay underWay;
    private final TritonChannels channels;

    public TableInstaller(
            RoutingTableReader reader,
            TableCompiler compiler,
            TableInForce tables,
            ModelHealth health,
            CallsUnderWay underWay,
            TritonChannels channels) {
        this.reader = reader;
        this.compiler = compiler;
        this.tables = tables;
        this.health = health;
        this.underWay = underWay;
        this.channels = channels;
    }

    /** A table that must not follow the one in force. */
    static final class StaleTableException extends Exception {
        private static final long serialVersionUID = 1L;

        StaleTableException(String message) {
            super(message);
        }
    }

    /**
     * Installs a table, one at a time.
     *
     * @throws IllegalArgumentException when the table contradicts itself or its artefacts
     * @throws dev.mlink.runtime.store.ArtifactException when an artefact is missing or damaged
     * @throws dev.mlink.runtime.store.StoreUnavailableException when the store cannot be read
     * @throws StaleTableException when its epoch is not greater than the one in force
     */
    synchronized RoutingTable install(dev.mlink.admin.v1alpha1.RoutingTable message)
            throws IOException, StaleTableException {
        RoutingTable table = reader.read(message);
        if (!tables.accepts(table)) {
            throw stale(table);
        }
        ActiveTable active = compiler.compile(table);
        table.models().values().forEach(route -> loadedSince(table, route));
        if (!tables.replace(active)) {
            throw stale(table);
        }
        channels.retain(table.endpoints().values().stream().map(Endpoint::grpc).collect(Collectors.toSet()));
        LOG.infof("group %s: epoch %d is in force", table.group(), (Object) table.epoch());
        return table;
    }

    /**
     * Reads, verifies and compiles what a table names, beside whatever is installed: what was read once is remembered.
     *
     * @throws IllegalArgumentException when the table contradicts itself or its artefacts
     * @throws dev.mlink.runtime.store.ArtifactException when an artefact is missing or damaged
     * @throws dev.mlink.runtime.store.StoreUnavailableException when the store cannot be read
     */
    void prepare(dev.mlink.admin.v1alpha1.RoutingTable message) throws IOException {
        compiler.compile(reader.read(message));
    }

    /** Installs it, unless there is one: whoever has published it knows better. */
    synchronized void installFirst(dev.mlink.admin.v1alpha1.RoutingTable message)
            throws IOException, StaleTableException {
        if (tables.current().isEmpty()) {
            install(message);
        }
    }

    /** Where the table in force does not call it exact, it has been loaded since. */
    private void loadedSince(RoutingTable table, ModelRoute route) {
        List<String> before = tables.current()
                .flatMap(active -> active.table().model(route.model()))
                .map(ModelRoute::endpoints)
                .orElse(List.of());
        route.endpoints().stream()
                .filter(endpoint -> !before.contains(endpoint))
                .forEach(endpoint -> {
                    health.loaded(route.model(), endpoint);
                    underWay.loaded(route.model(), table.endpoints().get(endpoint));
                });
    }

    private StaleTableException stale(RoutingTable table) {
        return new StaleTableException("epoch " + table.epoch() + " of group '" + table.group()
                + "' is not greater than the one in force, " + tables.epoch() + "; publish a greater one");
    }
}
