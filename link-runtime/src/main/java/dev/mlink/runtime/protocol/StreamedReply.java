package dev.mlink.runtime.protocol;

import dev.mlink.runtime.routing.ClientAnswer;
import dev.mlink.runtime.routing.ClientAnswer.Composed;
import dev.mlink.runtime.routing.ClientAnswer.Passed;
import dev.mlink.runtime.routing.ClientAnswer.Refused;
import dev.mlink.runtime.upstream.GrpcAnswer;
import dev.mlink.triton.tensor.InferenceResponse;
import dev.mlink.triton.wire.InferParameter;
import dev.mlink.triton.wire.ModelInferResponse;
import dev.mlink.triton.wire.ModelStreamInferResponse;
import io.grpc.Status;
import java.util.Optional;

/**
 * What a message of a ModelStreamInfer call is answered.
 *
 * @param message encoded; empty where there is nothing more to say
 * @param status OK; anything else ends the call
 * @param epoch of the table by which it was answered
 */
record StreamedReply(byte[] message, Status status, long epoch) {
    private static final byte[] NONE = {};
    private static final InferParameter TRUE =
            InferParameter.newBuilder().setBoolParam(true).build();

    /**
     * @param id of the request
     * @param fatal whether the client asked that an error ends the call
     */
    static StreamedReply of(ClientAnswer<GrpcAnswer> answer, String id, boolean fatal) {
        if (answer instanceof Passed<GrpcAnswer> passed) {
            GrpcAnswer said = passed.answer();
            Optional<Status> end = fatal ? ErrorsThatEnd.in(said.message()) : Optional.empty();
            return said.status().isOk()
                    ? end.map(status -> new StreamedReply(NONE, status, passed.epoch()))
                            .orElseGet(() -> new StreamedReply(said.message(), said.status(), passed.epoch()))
                    : error(said.status(), id, fatal);
        } else if (answer instanceof Composed<GrpcAnswer> composed) {
            return new StreamedReply(composed(composed.response()), Status.OK, composed.epoch());
        }
        return error(((Refused<GrpcAnswer>) answer).status(), id, fatal);
    }

    /** What Triton itself said. */
    static StreamedReply passed(byte[] message, long epoch) {
        return new StreamedReply(message, Status.OK, epoch);
    }

    static StreamedReply error(Status status, String id, boolean fatal) {
        if (fatal && !ErrorsThatEnd.isRefusal(status)) {
            return new StreamedReply(NONE, status, 0);
        }
        ModelStreamInferResponse.Builder error = ModelStreamInferResponse.newBuilder()
                .setErrorMessage(
                        status.getDescription() == null ? status.getCode().name() : status.getDescription())
                .setInferResponse(ModelInferResponse.newBuilder().setId(id));
        return new StreamedReply(error.build().toByteArray(), Status.OK, 0);
    }

    private static byte[] composed(InferenceResponse response) {
        ModelInferResponse whole = response.write().toBuilder()
                .putParameters("triton_final_response", TRUE)
                .build();
        return ModelStreamInferResponse.newBuilder()
                .setInferResponse(whole)
                .build()
                .toByteArray();
    }
}
