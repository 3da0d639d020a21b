package dev.mlink.operator.planning.placement;

/**
 * Where a model is loaded on one endpoint, and how often.
 *
 * @param device {@link Devices#WHOLE} where the budget is not divided
 * @param instances at least 1; each takes what one instance of the model costs
 */
public record Seat(String device, int instances) {

    public Seat {
        if (instances < 1) {
            throw new IllegalArgumentException(
                    "seat on '" + device + "': " + instances + " instances; give at least 1");
        }
    }
}
