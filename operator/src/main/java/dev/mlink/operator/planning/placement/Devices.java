package dev.mlink.operator.planning.placement;

import dev.mlink.operator.planning.Budget;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How the budget of one Triton endpoint is divided: bytes by device. A budget that is not divided is one device without a
 * name.
 *
 * @param bytes at least one device, each with 0 bytes or more
 */
public record Devices(SortedMap<String, Long> bytes) {

    /** The name of the only device of a budget that is not divided. */
    public static final String WHOLE = "";

    public Devices {
        bytes = Collections.unmodifiableSortedMap(new TreeMap<>(bytes));
        if (bytes.isEmpty()) {
            throw new IllegalArgumentException("devices: none; name at least one, or give the budget as a whole");
        }
    }

    /** A budget that is not divided. */
    public static Devices whole(Budget budget) {
        return new Devices(new TreeMap<>(Map.of(WHOLE, budget.bytes())));
    }

    /** Whether models have to be placed. */
    public boolean divided() {
        return !bytes.containsKey(WHOLE);
    }

    /** All devices together: what fits a division fits this, so that bounds for this hold for every division. */
    public Budget pooled() {
        return new Budget(bytes.values().stream().mapToLong(Long::longValue).sum());
    }

    /** Whether things of these sizes can be placed, each on one device. */
    public boolean fit(Collection<Long> sizes) {
        return new Packing(this).fits(sizes);
    }
}
