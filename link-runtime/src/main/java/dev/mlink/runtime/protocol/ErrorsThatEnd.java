package dev.mlink.runtime.protocol;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.mlink.triton.wire.ModelStreamInferResponse;
import io.grpc.Status;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which errors end a ModelStreamInfer call whose client sent {@code triton_grpc_error: true}: those of an execution, not
 * those that refuse a request. Triton 2.51 itself is never asked to end a call so, since it dies when such a call is
 * cancelled; what it says is told apart by its words, and the code that a model chose is not known.
 */
final class ErrorsThatEnd {
    private static final List<String> REFUSALS = List.of(
            "[request id: ",
            "Request for unknown model: ",
            "unexpected ",
            "unable to find data ",
            "invalid ",
            "contents field ",
            "failed to get model version ",
            "parameter keys starting with ",
            "'shared_memory_byte_size' ",
            "Unable to find shared memory region");

    private static final Set<Status.Code> REFUSING =
            EnumSet.of(Status.Code.INVALID_ARGUMENT, Status.Code.NOT_FOUND, Status.Code.UNAVAILABLE);

    private ErrorsThatEnd() {}

    /** How an encoded ModelStreamInferResponse ends the call; empty where it does not. */
    static Optional<Status> in(byte[] message) {
        try {
            String error = ModelStreamInferResponse.parseFrom(message).getErrorMessage();
            boolean ends = !error.isEmpty() && REFUSALS.stream().noneMatch(error::startsWith);
            return ends ? Optional.of(Status.INTERNAL.withDescription(error)) : Optional.empty();
        } catch (InvalidProtocolBufferException unreadable) {
            return Optional.empty();
        }
    }

    static boolean isRefusal(Status status) {
        return REFUSING.contains(status.getCode());
    }
}
