package dev.mlink.operator.planning.instances;

/**
 * How often a model may be loaded while it is active.
 *
 * @param min at least 1; what the model costs wherever it is chosen
 * @param max at least {@code min}
 */
public record InstanceRange(int min, int max) {

    /** Exactly one. */
    public static final InstanceRange ONE = new InstanceRange(1, 1);

    public InstanceRange {
        if (min < 1 || max < min) {
            throw new IllegalArgumentException(
                    "instances: min " + min + ", max " + max + "; give min of at least 1 and max of at least min");
        }
    }

    /** The number in the range that is nearest to this one. */
    public int nearest(int instances) {
        return Math.max(min, Math.min(max, instances));
    }
}
