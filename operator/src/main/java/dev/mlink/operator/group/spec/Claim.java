package dev.mlink.operator.group.spec;

/** How a group stands to the Tritons that it shares with other groups. */
public enum Claim {
    /** It moves nothing. */
    NONE,
    /** It waits for its turn. */
    WANTED,
    /** It is its turn. */
    HELD
}
