package dev.mlink.triton.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.mlink.triton.wire.InferParameter;
import dev.mlink.triton.wire.InferTensorContents;
import dev.mlink.triton.wire.ModelInferRequest;
import dev.mlink.triton.wire.ModelInferRequest.InferInputTensor;
import dev.mlink.triton.wire.ModelInferResponse;
import dev.mlink.triton.wire.ModelInferResponse.InferOutputTensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What is refused in Triton's words is compared with Triton itself in {@code TensorIT}. */
class InferenceMessageTest {

    @ParameterizedTest
    @EnumSource(Datatype.class)
    void aRequestComesBackFromItsRawMessage(Datatype datatype) {
        InferenceRequest request = new InferenceRequest(
                "m",
                "2",
                "id",
                Map.of("priority", InferParameter.newBuilder().setInt64Param(1).build()),
                List.of(sample(datatype), sample(datatype).named("second")),
                List.of(RequestedOutput.of("y")));

        assertThat(InferenceRequest.read(request.write())).isEqualTo(request);
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"FP16", "BF16"})
    void aRequestComesBackFromItsTypedMessage(Datatype datatype) {
        InferenceRequest request = InferenceRequest.of("m", List.of(sample(datatype)));
        ModelInferRequest message = request.writeTyped();

        assertThat(message.getRawInputContentsCount()).isZero();
        assertThat(InferenceRequest.read(message)).isEqualTo(request);
    }

    @ParameterizedTest
    @EnumSource(names = {"FP16", "BF16"})
    void halfPrecisionExistsOnlyRaw(Datatype datatype) {
        InferenceRequest request = InferenceRequest.of("m", List.of(sample(datatype)));
        assertThatThrownBy(request::writeTyped)
                .hasMessage("input 'x' is " + datatype + ", which has no typed contents: send it raw");
    }

    @Test
    void rawContentsOfARequestAreSharedAndNotCopied() {
        ModelInferRequest message =
                InferenceRequest.of("m", List.of(sample(Datatype.FP32))).write();
        assertThat(InferenceRequest.read(message).inputs().get(0).data()).isSameAs(message.getRawInputContents(0));
    }

    @Test
    void refusesSharedMemoryAndUnknownDatatypes() {
        InferInputTensor shared = InferInputTensor.newBuilder()
                .setName("x")
                .setDatatype("INT8")
                .putParameters(
                        "shared_memory_region",
                        InferParameter.newBuilder().setStringParam("r").build())
                .build();
        assertThatThrownBy(() -> InferenceRequest.read(message(shared)))
                .hasMessageContaining("'shared_memory_byte_size' must be specified")
                .hasMessageContaining("tensor 'x'");

        InferInputTensor whole = shared.toBuilder()
                .putParameters(
                        "shared_memory_byte_size",
                        InferParameter.newBuilder().setInt64Param(1).build())
                .build();
        assertThatThrownBy(() -> InferenceRequest.read(message(whole)))
                .hasMessageContaining("'x' for model 'm' is in shared memory");

        InferInputTensor unknown =
                InferInputTensor.newBuilder().setName("x").setDatatype("FLOAT").build();
        assertThatThrownBy(() -> InferenceRequest.read(message(unknown)))
                .hasMessageContaining("'x' data-type is 'FLOAT'");
    }

    @Test
    void anAnswerHasARawEntryForEveryOutputAlsoWithoutBytes() {
        InferenceResponse response = new InferenceResponse(
                "m",
                "1",
                "id",
                Map.of(
                        "mlink_predicted",
                        InferParameter.newBuilder().setBoolParam(true).build()),
                List.of(
                        AnsweredOutput.of(Tensor.ofFloats("none", Datatype.FP32, Shape.of(0, 3))),
                        new AnsweredOutput(
                                sample(Datatype.BYTES),
                                Map.of(
                                        "mlink_performance",
                                        InferParameter.newBuilder()
                                                .setDoubleParam(.9)
                                                .build()))));

        ModelInferResponse message = response.write();

        assertThat(message.getRawOutputContentsList()).hasSize(2);
        assertThat(message.getOutputsList()).noneMatch(InferOutputTensor::hasContents);
        assertThat(InferenceResponse.read(message)).isEqualTo(response);
        assertThat(response.output("x")).contains(sample(Datatype.BYTES));
        assertThat(response.output("y")).isEmpty();
    }

    @Test
    void readsTheTypedAnswerOfAnotherServer() {
        ModelInferResponse message = ModelInferResponse.newBuilder()
                .addOutputs(InferOutputTensor.newBuilder()
                        .setName("y")
                        .setDatatype("INT16")
                        .addShape(2)
                        .setContents(InferTensorContents.newBuilder()
                                .addIntContents(-1)
                                .addIntContents(7)))
                .addOutputs(InferOutputTensor.newBuilder()
                        .setName("z")
                        .setDatatype("FP32")
                        .addShape(0))
                .build();

        InferenceResponse response = InferenceResponse.read(message);

        assertThat(response.output("y").orElseThrow().longs()).containsExactly(-1, 7);
        assertThat(response.output("z").orElseThrow().data()).isEqualTo(ByteString.EMPTY);
    }

    @Test
    void anAnswerWithoutDataIsRefused() {
        ModelInferResponse message = ModelInferResponse.newBuilder()
                .addOutputs(InferOutputTensor.newBuilder()
                        .setName("y")
                        .setDatatype("FP32")
                        .addShape(2))
                .build();
        assertThatThrownBy(() -> InferenceResponse.read(message)).hasMessageContaining("unable to find data");
    }

    private static ModelInferRequest message(InferInputTensor input) {
        return ModelInferRequest.newBuilder().setModelName("m").addInputs(input).build();
    }

    private static Tensor sample(Datatype datatype) {
        return datatype == Datatype.BYTES
                ? Tensor.ofStrings("x", Shape.of(2, 1), "ä", "")
                : Tensor.ofLongs("x", datatype, Shape.of(2, 1), 1, 0);
    }
}
