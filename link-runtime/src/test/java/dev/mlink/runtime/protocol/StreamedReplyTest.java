package dev.mlink.runtime.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.runtime.routing.ClientAnswer.Composed;
import dev.mlink.runtime.routing.ClientAnswer.Passed;
import dev.mlink.runtime.routing.ClientAnswer.Refused;
import dev.mlink.runtime.upstream.GrpcAnswer;
import dev.mlink.runtime.upstream.Reply;
import dev.mlink.triton.tensor.InferenceResponse;
import dev.mlink.triton.wire.ModelStreamInferResponse;
import io.grpc.Status;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StreamedReplyTest {
    private static final Status REFUSED = Status.INVALID_ARGUMENT.withDescription("unexpected inference input 'Q'");
    private static final Status BROKEN = Status.INTERNAL.withDescription("it broke");

    @Test
    void whatTritonSaidIsHandedOn() {
        byte[] message = error("no luck");
        StreamedReply reply = StreamedReply.of(passed(message), "7", false);
        assertThat(reply.message()).isSameAs(message);
        assertThat(reply.epoch()).isEqualTo(3);
    }

    @Test
    void anErrorIsAnAnswerThatNamesItsRequest() throws Exception {
        StreamedReply reply = StreamedReply.of(new Refused<>(BROKEN), "7", false);
        ModelStreamInferResponse said = ModelStreamInferResponse.parseFrom(reply.message());
        assertThat(reply.status().isOk()).isTrue();
        assertThat(said.getErrorMessage()).isEqualTo("it broke");
        assertThat(said.getInferResponse().getId()).isEqualTo("7");
    }

    @Test
    void whereTheClientAskedForItAnExecutionThatFailsEndsTheCallAndARefusalDoesNot() {
        assertThat(StreamedReply.of(new Refused<>(BROKEN), "7", true).status()).isEqualTo(BROKEN);
        assertThat(StreamedReply.of(new Refused<>(REFUSED), "7", true).status().isOk())
                .isTrue();
        assertThat(StreamedReply.of(passed(error("no luck")), "7", true)
                        .status()
                        .getDescription())
                .isEqualTo("no luck");
        assertThat(StreamedReply.of(passed(error("[request id: 7] expected 1 inputs")), "7", true)
                        .status()
                        .isOk())
                .isTrue();
    }

    @Test
    void aPredictionIsTheOnlyAnswerToItsRequest() throws Exception {
        InferenceResponse response = new InferenceResponse("m", "1", "7", Map.of(), List.of());
        StreamedReply reply = StreamedReply.of(new Composed<>(response, 3), "7", false);
        assertThat(ModelStreamInferResponse.parseFrom(reply.message())
                        .getInferResponse()
                        .getParametersOrThrow("triton_final_response")
                        .getBoolParam())
                .isTrue();
    }

    private static Passed<GrpcAnswer> passed(byte[] message) {
        return new Passed<>(new GrpcAnswer(Status.OK, message), Reply.Outcome.ANSWERED, 3);
    }

    private static byte[] error(String text) {
        return ModelStreamInferResponse.newBuilder()
                .setErrorMessage(text)
                .build()
                .toByteArray();
    }
}
