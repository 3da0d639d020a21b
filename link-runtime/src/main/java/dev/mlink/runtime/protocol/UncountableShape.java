package dev.mlink.runtime.protocol;

import dev.mlink.runtime.routing.Refusal;

/** Finds a shape whose bytes a 64-bit number does not hold: Triton 2.51 computes with what is left, and dies of it. */
final class UncountableShape {
    private static final long LARGEST_ELEMENT = 8;

    private long bytes = LARGEST_ELEMENT;

    /** One more extent; a negative one counts as long as it is wide, since Triton drops its sign in places. */
    void add(long extent) {
        long length = extent == Long.MIN_VALUE ? Long.MAX_VALUE : Math.max(1, Math.abs(extent));
        bytes = Math.multiplyHigh(bytes, length) == 0 && bytes * length >= 0 ? bytes * length : Long.MAX_VALUE;
    }

    boolean found() {
        return bytes == Long.MAX_VALUE;
    }

    static Refusal refusal(String id, String model) {
        return Refusal.invalid("[request id: " + (id.isEmpty() ? "<id_unknown>" : id)
                + "] input byte size mismatch for model '" + model
                + "'. Expected more than can be counted: write the tensor's own shape");
    }
}
