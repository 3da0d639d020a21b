package dev.mlink.triton.tensor;

/**
 * A binary floating-point format of 16 bits after IEEE 754: sign, exponent, fraction; with subnormals, infinities and
 * NaN. Rounding is to the nearest, ties to even.
 *
 * @param fractionBits bits of the fraction; the exponent has the other 15
 */
record NarrowFloat(int fractionBits) {
    /** IEEE 754 binary16. */
    static final NarrowFloat FP16 = new NarrowFloat(10);
    /** The high half of binary32. */
    static final NarrowFloat BF16 = new NarrowFloat(7);

    private static final int SIGN = 0x8000;

    /** The value of a bit pattern, which a float always holds exactly. */
    float widen(short pattern) {
        int magnitude = pattern & ~SIGN & 0xffff;
        float value = magnitude >= infinity() ? special(magnitude) : finite(magnitude);
        return (pattern & SIGN) == 0 ? value : -value;
    }

    /** The bit pattern nearest to a value; every NaN becomes the quiet one of its format. */
    short round(double value) {
        int sign = Double.doubleToRawLongBits(value) < 0 ? SIGN : 0;
        return (short) (sign | (Double.isNaN(value) ? quietNan() : magnitude(Math.abs(value))));
    }

    private float finite(int magnitude) {
        int fraction = magnitude & (one() - 1);
        int exponent = magnitude >> fractionBits;
        return exponent == 0
                ? Math.scalb((float) fraction, leastExponent() - fractionBits)
                : Math.scalb((float) (one() + fraction), exponent - bias() - fractionBits);
    }

    private float special(int magnitude) {
        return magnitude == infinity() ? Float.POSITIVE_INFINITY : Float.NaN;
    }

    /** The fraction is counted in units of the last place, so that a carry out of it lands in the exponent. */
    private int magnitude(double value) {
        int exponent = Math.max(Math.getExponent(value), leastExponent());
        if (exponent > bias()) {
            return infinity();
        }
        int units = (int) Math.rint(Math.scalb(value, fractionBits - exponent));
        return ((exponent - leastExponent()) << fractionBits) + units;
    }

    private int one() {
        return 1 << fractionBits;
    }

    private int bias() {
        return (1 << (14 - fractionBits)) - 1;
    }

    private int leastExponent() {
        return 1 - bias();
    }

    private int infinity() {
        return 0x7fff & -one();
    }

    private int quietNan() {
        return infinity() | one() >> 1;
    }
}
