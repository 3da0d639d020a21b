package dev.mlink.operator.planning.selection;

/** The strategies by name, as status reports them. */
public enum Strategy {
    AUTO,
    ACTIVATION_PROBABILITY,
    GREEDY,
    PARTIAL_ENUMERATION,
    EXACT;

    /** The strategy itself. */
    public SelectionStrategy strategy() {
        return switch (this) {
            case AUTO -> new Auto();
            case ACTIVATION_PROBABILITY -> new ActivationProbability();
            case GREEDY -> new Greedy();
            case PARTIAL_ENUMERATION -> new PartialEnumeration();
            case EXACT -> new Exact();
        };
    }
}
