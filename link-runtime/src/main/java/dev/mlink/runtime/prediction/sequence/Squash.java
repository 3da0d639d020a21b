package dev.mlink.runtime.prediction.sequence;

/**
 * Saturating functions in place, as a quotient of polynomials (an odd one over an even one, a minimax fit of tanh on
 * [-7.9, 7.9], beyond which a float tanh is 1). Off by less than 4e-7; several times faster than {@link Math#tanh}.
 */
final class Squash {
    /** From here on a float's tanh is 1 but for its last digit. */
    private static final float SATURATED = 7.9053111f;

    private Squash() {}

    static void tanh(float[] values, int from, int to) {
        for (int i = from; i < to; i++) {
            values[i] = tanh(values[i]);
        }
    }

    /** {@code 1 / (1 + e^-x) = (1 + tanh(x / 2)) / 2} */
    static void sigmoid(float[] values, int from, int to) {
        for (int i = from; i < to; i++) {
            values[i] = .5f + .5f * tanh(.5f * values[i]);
        }
    }

    private static float tanh(float value) {
        float x = Math.min(SATURATED, Math.max(-SATURATED, value));
        float square = x * x;
        float odd = -2.76076847742355e-16f;
        odd = odd * square + 2.00018790482477e-13f;
        odd = odd * square - 8.60467152213735e-11f;
        odd = odd * square + 5.12229709037114e-08f;
        odd = odd * square + 1.48572235717979e-05f;
        odd = odd * square + 6.37261928875436e-04f;
        odd = odd * square + 4.89352455891786e-03f;
        float even = 1.19825839466702e-06f;
        even = even * square + 1.18534705686654e-04f;
        even = even * square + 2.26843463243900e-03f;
        even = even * square + 4.89352518554385e-03f;
        return x * odd / even;
    }
}
