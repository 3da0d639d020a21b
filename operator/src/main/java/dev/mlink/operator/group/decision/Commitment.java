package dev.mlink.operator.group.decision;

import dev.mlink.operator.group.observation.Neighbour;
import dev.mlink.operator.group.observation.Observation;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Whether a device that several groups share has room for all of their budgets. Where it has not, the younger ones move
 * nothing: what they have loaded stays. Without a word on the device's size nobody can tell.
 */
public record Commitment(Observation seen) {

    /** Whether this group's budget does not fit beside those of the older ones. */
    public boolean exceeded() {
        return seen.neighbours().deviceBytes().isPresent()
                && seen.spec().budgetBytes() + olderBytes()
                        > seen.neighbours().deviceBytes().getAsLong();
    }

    /** One sentence. */
    public String text() {
        if (!seen.neighbours().shared()) {
            return "no other group drives these Tritons";
        }
        if (older().isEmpty()) {
            return "it is the oldest group on these Tritons";
        }
        String sum = "spec.budget.memory is " + Bytes.text(seen.spec().budgetBytes()) + ", "
                + older().stream()
                        .map(group -> "group '" + group.name() + "' has " + Bytes.text(group.budgetBytes()))
                        .collect(Collectors.joining(", "));
        if (seen.neighbours().deviceBytes().isEmpty()) {
            return sum + "; how much memory the device has is not known";
        }
        String device = Bytes.text(seen.neighbours().deviceBytes().getAsLong());
        return exceeded()
                ? sum + ", and the device has " + device + ": nothing more is loaded; lower one of the budgets"
                : sum + ", of " + device;
    }

    /** Whether it can be told at all. */
    public boolean known() {
        return older().isEmpty() || seen.neighbours().deviceBytes().isPresent();
    }

    private long olderBytes() {
        return older().stream().mapToLong(Neighbour::budgetBytes).sum();
    }

    private List<Neighbour> older() {
        return seen.neighbours().groups().stream().filter(Neighbour::older).toList();
    }
}
