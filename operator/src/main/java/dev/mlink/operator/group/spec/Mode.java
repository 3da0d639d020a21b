package dev.mlink.operator.group.spec;

/** How far the operator goes with a group. */
public enum Mode {
    /** Decides and does. */
    ACTIVE,
    /** Decides and reports; nothing but the group's status changes. */
    DRY_RUN,
    /** Neither decides nor does. */
    SUSPENDED
}
