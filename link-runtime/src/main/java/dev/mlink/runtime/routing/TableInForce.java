package dev.mlink.runtime.routing;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** The table that requests are routed by; replaced whole, and only by a later one. */
public final class TableInForce {
    private final AtomicReference<Optional<ActiveTable>> current = new AtomicReference<>(Optional.empty());

    public Optional<ActiveTable> current() {
        return current.get();
    }

    /** 0 before the first table. */
    public long epoch() {
        return current().map(ActiveTable::epoch).orElse(0L);
    }

    /**
     * Whether a table may follow the one in force: it is of another group's UID, has a greater epoch, or is the same
     * table once more.
     */
    public boolean accepts(RoutingTable next) {
        return current()
                .map(ActiveTable::table)
                .map(table ->
                        !table.groupUid().equals(next.groupUid()) || next.epoch() > table.epoch() || next.equals(table))
                .orElse(true);
    }

    /** Puts a table in force; false when a later one came first. */
    public boolean replace(ActiveTable next) {
        Optional<ActiveTable> before;
        do {
            before = current.get();
            if (!accepts(next.table())) {
                return false;
            }
        } while (!current.compareAndSet(before, Optional.of(next)));
        return true;
    }
}
