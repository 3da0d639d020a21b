package dev.mlink.operator.group.observation;

import dev.mlink.operator.group.spec.Claim;
import java.util.Set;

/**
 * Another group that drives a Triton that this one drives too.
 *
 * @param older than this group: by when they were created, then by name
 * @param leaving it is being deleted, and brings Triton back to what it found
 */
public record Neighbour(
        String name, boolean older, boolean leaving, Claim claim, Set<String> models, long budgetBytes) {

    public Neighbour {
        models = Set.copyOf(models);
    }

    /** Whether it moves models, or wants to. */
    public boolean claims() {
        return leaving || claim != Claim.NONE;
    }
}
