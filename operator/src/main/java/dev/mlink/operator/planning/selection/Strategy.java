package dev.mlink.operator.planning.selection;

/** The strategies by name, as status reports them. */
public enum Strategy {
    ACTIVATION_PROBABILITY,
    EXACT
}
