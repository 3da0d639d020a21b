package dev.mlink.triton.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import dev.mlink.triton.TritonChannel;
import dev.mlink.triton.testing.TestModel;
import dev.mlink.triton.testing.TritonServer;
import dev.mlink.triton.wire.InferTensorContents;
import dev.mlink.triton.wire.ModelInferRequest;
import dev.mlink.triton.wire.ModelInferRequest.InferInputTensor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;

/** Tensors as the real Triton and numpy understand them, and its own words for those it does not. */
class TensorIT {
    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final TestModel HALVES = new TestModel(
            "halves",
            """
            backend: "python"
            input [{name: "WIDE" data_type: TYPE_FP64 dims: [-1]}, {name: "HALF" data_type: TYPE_FP16 dims: [-1]}]
            output [{name: "HALVED" data_type: TYPE_FP16 dims: [-1]}, {name: "WIDENED" data_type: TYPE_FP64 dims: [-1]}]
            """,
            """
            import numpy as np
            import triton_python_backend_utils as pb_utils


            class TritonPythonModel:
                def execute(self, requests):
                    return [self.answer(r) for r in requests]

                def answer(self, request):
                    wide = pb_utils.get_input_tensor_by_name(request, "WIDE").as_numpy()
                    half = pb_utils.get_input_tensor_by_name(request, "HALF").as_numpy()
                    return pb_utils.InferenceResponse([
                        pb_utils.Tensor("HALVED", wide.astype(np.float16)),
                        pb_utils.Tensor("WIDENED", half.astype(np.float64)),
                    ])
            """);

    private static TritonServer triton;
    private static TritonChannel channel;

    @BeforeAll
    static void start() {
        triton = TritonServer.serving(TestModel.echo("echo"), HALVES);
        triton.load("echo");
        triton.load("halves");
        channel = TritonChannel.to(triton.grpc()).open();
    }

    @AfterAll
    static void stop() {
        channel.close();
        triton.close();
    }

    @ParameterizedTest
    @EnumSource
    void everyDatatypeIsEchoedFromRawContents(Datatype datatype) {
        Tensor input = sample(datatype);
        assertThat(echoed(InferenceRequest.of("echo", List.of(input)).write(), datatype))
                .isEqualTo(input.data());
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"FP16", "BF16"})
    void everyDatatypeThatHasThemIsEchoedFromTypedContents(Datatype datatype) {
        Tensor input = sample(datatype);
        assertThat(echoed(InferenceRequest.of("echo", List.of(input)).writeTyped(), datatype))
                .isEqualTo(input.data());
    }

    @Test
    void numpyRoundsToHalfPrecisionLikeUs() {
        double[] wide = new Random(4)
                .doubles(20_000, -20, 17)
                .map(exponent -> Math.pow(2, exponent) * (exponent % 1 < -.5 ? -1 : 1))
                .toArray();
        Tensor patterns = new Tensor(
                "HALF",
                Datatype.FP16,
                Shape.of(1 << 16),
                Tensor.ofLongs(
                                "HALF",
                                Datatype.UINT16,
                                Shape.of(1 << 16),
                                IntStream.range(0, 1 << 16).asLongStream().toArray())
                        .data());
        Tensor input = Tensor.ofDoubles("WIDE", Datatype.FP64, Shape.of(wide.length), wide);

        InferenceResponse answer = InferenceResponse.read(channel.blocking(DEADLINE)
                .modelInfer(
                        InferenceRequest.of("halves", List.of(input, patterns)).write()));

        assertThat(answer.output("HALVED").orElseThrow().data())
                .isEqualTo(Tensor.ofDoubles("HALVED", Datatype.FP16, input.shape(), wide)
                        .data());
        assertThat(answer.output("WIDENED").orElseThrow().doubles()).isEqualTo(patterns.doubles());
    }

    @Test
    void integersBeyondTheirDatatypeAreCutLikeTritonCutsThem() {
        ModelInferRequest request = request(input("INT8", 2)
                .setContents(
                        InferTensorContents.newBuilder().addIntContents(300).addIntContents(-200)));
        assertThat(InferenceRequest.read(request).inputs().get(0).data()).isEqualTo(echoed(request, Datatype.INT8));
    }

    /** Each is refused by Triton, and by us with the same words. */
    static Stream<ModelInferRequest> contradictions() {
        InferTensorContents.Builder two =
                InferTensorContents.newBuilder().addIntContents(1).addIntContents(2);
        return Stream.of(
                request(input("INT32", 3).setContents(two)),
                request(input("INT32", 1).setContents(two)),
                request(input("INT32", 2).setContents(two.clone().addFp32Contents(1))),
                request(input("INT32", 2).setContents(two.clone().addBoolContents(true))),
                request(input("FP16", 2).setContents(two)),
                request(input("BF16", 1)
                        .setContents(InferTensorContents.newBuilder().addFp32Contents(1))),
                request(input("UINT8", 1)
                        .setContents(InferTensorContents.newBuilder().addUint64Contents(1))),
                request(input("INT32", 2)),
                request(input("INT32", 0)),
                request(input("INT32", 2).setContents(two), input("INT8", 1)),
                request(input("INT32", 2).setContents(two)).toBuilder()
                        .addRawInputContents(bytes(8))
                        .build(),
                raw(input("INT32", 3), bytes(4)),
                raw(input("INT32", 1), bytes(8)),
                raw(input("INT32", 3), bytes(4)).toBuilder().setId("q7").build(),
                raw(input("INT32", -1), bytes(4)),
                raw(input("BYTES", 2), bytes(4)),
                raw(input("BYTES", 1), bytes(8)),
                raw(input("BYTES", 1), bytes(2)),
                raw(input("BYTES", 1), bytes(1, 0, 0, 0, 'a', 9)),
                raw(input("BYTES", 1), bytes(9, 0, 0, 0, 'a')),
                raw(input("BYTES", 1), bytes(0, 0, 0, 0, 9, 0, 0, 0)),
                raw(input("BYTES", 1), bytes(255, 255, 255, 255)));
    }

    @ParameterizedTest
    @MethodSource("contradictions")
    void contradictionsAreRefusedInTritonsWords(ModelInferRequest request) {
        Status status = Status.fromThrowable(catchThrowableOfType(
                StatusRuntimeException.class, () -> channel.blocking(DEADLINE).modelInfer(request)));
        InvalidTensorException ours =
                catchThrowableOfType(InvalidTensorException.class, () -> InferenceRequest.read(request));

        assertThat(status.getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(ours).hasMessage(status.getDescription());
    }

    private static ByteString echoed(ModelInferRequest request, Datatype datatype) {
        InferenceResponse answer =
                InferenceResponse.read(channel.blocking(DEADLINE).modelInfer(request));
        Tensor output = answer.output("OUT_" + configured(datatype)).orElseThrow();
        assertThat(output.datatype()).isEqualTo(datatype);
        return output.data();
    }

    private static Tensor sample(Datatype datatype) {
        String name = "IN_" + configured(datatype);
        if (datatype == Datatype.BYTES) {
            return Tensor.ofStrings(name, Shape.of(4), "", "Grüße", "数字", "a\u0000b");
        }
        return datatype.integral()
                ? Tensor.ofLongs(name, datatype, Shape.of(2), 1, datatype == Datatype.UINT64 ? -1 : 0)
                : Tensor.ofDoubles(name, datatype, Shape.of(4), -0.0, 1e-7, Double.NaN, Double.POSITIVE_INFINITY);
    }

    private static String configured(Datatype datatype) {
        return datatype.configured().name().substring("TYPE_".length());
    }

    private static InferInputTensor.Builder input(String datatype, long elements) {
        String configured = datatype.equals("BYTES") ? "STRING" : datatype;
        return InferInputTensor.newBuilder()
                .setName("IN_" + configured)
                .setDatatype(datatype)
                .addShape(elements);
    }

    private static ModelInferRequest request(InferInputTensor.Builder... inputs) {
        ModelInferRequest.Builder request = ModelInferRequest.newBuilder().setModelName("echo");
        Stream.of(inputs).forEach(request::addInputs);
        return request.build();
    }

    private static ModelInferRequest raw(InferInputTensor.Builder input, ByteString data) {
        return request(input).toBuilder().addRawInputContents(data).build();
    }

    private static ByteString bytes(int count) {
        return ByteString.copyFrom(new byte[count]);
    }

    private static ByteString bytes(int first, int... rest) {
        byte[] data = new byte[rest.length + 1];
        data[0] = (byte) first;
        for (int index = 0; index < rest.length; index++) {
            data[index + 1] = (byte) rest[index];
        }
        return ByteString.copyFrom(data);
    }
}
