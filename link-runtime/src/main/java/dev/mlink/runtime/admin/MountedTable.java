package dev.mlink.runtime.admin;

import com.google.protobuf.util.JsonFormat;
import dev.mlink.admin.v1alpha1.RoutingTable;
import dev.mlink.runtime.admin.TableInstaller.StaleTableException;
import dev.mlink.runtime.routing.RoutingTableReader;
import dev.mlink.runtime.routing.TableInForce;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * The table that is mounted from the group's ConfigMap, for a start without the operator: taken as long as nobody has
 * routed, and only once Triton confirms every model that the table calls exact, since mounts lag behind. Should the operator
 * be ahead, it sees which epoch is in force here.
 */
public final class MountedTable {
    private static final Logger LOG = Logger.getLogger(MountedTable.class);
    private static final long RETRY_SECONDS = 1;

    private final Path file;
    private final RoutingTableReader reader;
    private final TableInstaller installer;
    private final TableInForce tables;
    private final ExactModels triton;
    private String lastWord = "";

    public MountedTable(
            Path file, RoutingTableReader reader, TableInstaller installer, TableInForce tables, ExactModels triton) {
        this.file = file;
        this.reader = reader;
        this.installer = installer;
        this.tables = tables;
        this.triton = triton;
    }

    /** Begins to wait; tries until there is a table from anywhere. The workers try: the timer must never wait. */
    public void watch(ScheduledExecutorService timer, Executor workers) {
        workers.execute(() -> {
            if (tables.current().isEmpty() && !take()) {
                timer.schedule(() -> watch(timer, workers), RETRY_SECONDS, TimeUnit.SECONDS);
            }
        });
    }

    /** Whether the mounted table is in force now. */
    boolean take() {
        try {
            RoutingTable.Builder message = RoutingTable.newBuilder();
            JsonFormat.parser().ignoringUnknownFields().merge(Files.readString(file), message);
            RoutingTable table = message.build();
            String missing = triton.missing(reader.read(table));
            if (!missing.isEmpty()) {
                say("the mounted routing table is not taken yet: " + missing);
                return false;
            }
            installer.installFirst(table);
            return true;
        } catch (NoSuchFileException none) {
            say("waiting for the operator: no routing table is mounted at " + file);
        } catch (IOException | IllegalArgumentException | StaleTableException wrong) {
            say("the mounted routing table is not taken: " + wrong.getMessage());
        }
        return false;
    }

    private void say(String word) {
        if (!word.equals(lastWord)) {
            LOG.info(word);
            lastWord = word;
        }
    }
}
