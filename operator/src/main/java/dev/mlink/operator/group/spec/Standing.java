package dev.mlink.operator.group.spec;

import java.util.Optional;

/**
 * How far the operator goes with the group now.
 *
 * @param mode the one in force: another one that the user asks for comes into force when a switch under way has ended
 * @param proposal what a dry run would do
 */
public record Standing(Mode mode, Optional<Proposal> proposal) {

    /** Of a group that nobody has looked at yet. */
    public static final Standing FIRST = new Standing(Mode.ACTIVE, Optional.empty());

    /** What was proposed in the mode before does not count any more. */
    public Standing in(Mode another) {
        return new Standing(another, Optional.empty());
    }

    public Standing proposing(Proposal value) {
        return new Standing(mode, Optional.of(value));
    }
}
