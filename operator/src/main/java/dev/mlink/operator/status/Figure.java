package dev.mlink.operator.status;

/** A measured value as status reports it. */
public record Figure(double value) {

    private static final double FOUR_DIGITS = 10_000;

    /** With as many digits as the samples behind it can carry. */
    public double rounded() {
        return Math.round(FOUR_DIGITS * value) / FOUR_DIGITS;
    }
}
