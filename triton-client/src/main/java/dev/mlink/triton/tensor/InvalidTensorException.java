package dev.mlink.triton.tensor;

/**
 * A tensor, or the message that carries it, contradicts itself. The message is a sentence for the caller, in Triton's
 * words where Triton has some; a front door answers it as INVALID_ARGUMENT.
 */
public final class InvalidTensorException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public InvalidTensorException(String message) {
        super(message);
    }
}
