package dev.mlink.operator.group.spec;

import java.util.Optional;

/**
 * How far the operator goes with the group now.
 *
 * @param mode the one in force: another one that the user asks for comes into force when a switch under way has ended
 * @param proposal what a dry run would do
 * @param claim on the Tritons that it shares with other groups
 */
public record Standing(Mode mode, Optional<Proposal> proposal, Claim claim) {

    /** Of a group that nobody has looked at yet. */
    public static final Standing FIRST = new Standing(Mode.ACTIVE, Optional.empty(), Claim.NONE);

    /** What was proposed and claimed in the mode before does not count any more. */
    public Standing in(Mode another) {
        return new Standing(another, Optional.empty(), Claim.NONE);
    }

    public Standing proposing(Proposal value) {
        return new Standing(mode, Optional.of(value), claim);
    }

    public Standing with(Claim value) {
        return new Standing(mode, proposal, value);
    }
}
