package dev.mlink.operator.planning.selection;

/**
 * Why one model is in or out.
 *
 * @param gain what the model adds to the surrogate, given the rest of the chosen set
 * @param gainPerByte the same per byte of its memory
 * @param reason one sentence for status
 */
public record Verdict(String model, Decision decision, double gain, double gainPerByte, String reason) {

    /** In or out. */
    public enum Decision {
        PINNED,
        ACTIVE,
        PREDICTED,
        /** It alone takes more than the budget leaves beside the pinned models. */
        TOO_LARGE
    }

    /** Whether the model is in the chosen set. */
    public boolean active() {
        return decision == Decision.PINNED || decision == Decision.ACTIVE;
    }
}
