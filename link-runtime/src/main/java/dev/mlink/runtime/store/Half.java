package dev.mlink.runtime.store;

/**
 * A number of IEEE 754 binary16, which Java 17 has no conversion for.
 *
 * @param bits sign, five bits of exponent, ten of fraction
 */
record Half(short bits) {
    private static final int EXPONENT = 0x1f;
    private static final int FRACTION = 0x3ff;

    float value() {
        int exponent = bits >> 10 & EXPONENT;
        int fraction = bits & FRACTION;
        float magnitude = exponent == 0
                ? Math.scalb((float) fraction, -24)
                : exponent == EXPONENT
                        ? Float.intBitsToFloat(0x7f800000 | fraction << 13)
                        : Math.scalb((float) (fraction | FRACTION + 1), exponent - 25);
        return bits < 0 ? -magnitude : magnitude;
    }
}
