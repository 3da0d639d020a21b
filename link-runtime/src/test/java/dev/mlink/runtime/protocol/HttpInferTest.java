package dev.mlink.runtime.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mlink.runtime.routing.Refusal;
import dev.mlink.runtime.upstream.HttpAnswer;
import dev.mlink.triton.tensor.AnsweredOutput;
import dev.mlink.triton.tensor.Datatype;
import dev.mlink.triton.tensor.InferenceRequest;
import dev.mlink.triton.tensor.InferenceResponse;
import dev.mlink.triton.tensor.Shape;
import dev.mlink.triton.tensor.Tensor;
import dev.mlink.triton.wire.ModelInferRequest;
import io.grpc.Status;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HttpInferTest {
    private final ObjectMapper json = new ObjectMapper();
    private final HttpInferReader reader = new HttpInferReader(json);
    private final HttpInferWriter writer = new HttpInferWriter(json);

    @Test
    void jsonOfEveryDatatypeComesBack() {
        for (Datatype datatype : List.of(
                Datatype.BOOL,
                Datatype.UINT8,
                Datatype.UINT16,
                Datatype.UINT32,
                Datatype.UINT64,
                Datatype.INT8,
                Datatype.INT16,
                Datatype.INT32,
                Datatype.INT64,
                Datatype.FP32,
                Datatype.FP64)) {
            Tensor tensor = Tensor.ofFloats("T", datatype, Shape.of(2, 1), 1, 0);
            assertThat(roundTrip(tensor)).isEqualTo(tensor);
        }
        Tensor text = Tensor.ofStrings("T", Shape.of(2), "ä\"", "");
        assertThat(roundTrip(text)).isEqualTo(text);
        Tensor large = Tensor.ofLongs("T", Datatype.UINT64, Shape.of(1), -1);
        assertThat(roundTrip(large)).as("the largest unsigned number").isEqualTo(large);
    }

    @Test
    void nestedDataIsFlattened() {
        Tensor tensor = read("{'inputs':[{'name':'X','shape':[2,2],'datatype':'INT32','data':[[1,2],[3,4]]}]}")
                .inputs()
                .get(0);
        assertThat(tensor.longs()).containsExactly(1, 2, 3, 4);
    }

    @Test
    void binaryTensorsFollowTheJsonInOrder() {
        String header = quoted("{'inputs':["
                + "{'name':'A','shape':[1],'datatype':'FP32','parameters':{'binary_data_size':4}},"
                + "{'name':'B','shape':[1],'datatype':'INT8','data':[7]},"
                + "{'name':'C','shape':[2],'datatype':'UINT8','parameters':{'binary_data_size':2}}]}");
        Buffer body = Buffer.buffer(header)
                .appendIntLE(Float.floatToIntBits(1.5f))
                .appendByte((byte) 8)
                .appendByte((byte) 9);
        HttpInferBody parsed = HttpInferBody.of(body, Optional.of(Integer.toString(header.length())));
        InferenceRequest request = InferenceRequest.read(reader.read("m", "", parsed));
        assertThat(request.inputs())
                .extracting(Tensor::floats)
                .containsExactly(new float[] {1.5f}, new float[] {7}, new float[] {8, 9});
    }

    @Test
    void outputsAreBytesWhereThatWasAsked() {
        ModelInferRequest asked = message("{'inputs':[],'parameters':{'binary_data_output':true},"
                + "'outputs':[{'name':'A','parameters':{'binary_data':true}},{'name':'B'}]}");
        HttpAnswer answer = writer.write(asked, answer("A", "B"));
        int length = Integer.parseInt(answer.headers().get(HttpInferBody.HEADER_LENGTH));
        assertThat(answer.headers().get("content-type")).isEqualTo("application/octet-stream");
        assertThat(Float.intBitsToFloat(answer.body().getIntLE(length))).isEqualTo(1);
        assertThat(answer.body().length()).isEqualTo(length + 4);
        assertThat(answer.body().getString(0, length))
                .contains("\"binary_data_size\":4")
                .contains("\"data\":[1.0]");

        HttpAnswer all =
                writer.write(message("{'inputs':[],'parameters':{'binary_data_output':true}}"), answer("A", "B"));
        assertThat(all.body().length()).isEqualTo(Integer.parseInt(all.headers().get(HttpInferBody.HEADER_LENGTH)) + 8);

        HttpAnswer plain = writer.write(message("{'inputs':[]}"), answer("A", "B"));
        assertThat(plain.headers().contains(HttpInferBody.HEADER_LENGTH)).isFalse();
        assertThat(plain.body().toString()).startsWith("{\"model_name\":\"m\",\"model_version\":\"1\"");
    }

    @Test
    void whatTritonCannotReadHasItsCode() {
        assertRefused("{", Status.Code.INTERNAL, "failed to parse the request JSON buffer");
        assertRefused("{}", Status.Code.INTERNAL, "Unable to parse 'inputs'");
        assertRefused(
                "{'inputs':[{'name':'X','shape':[3],'datatype':'FP32','data':[1,2]}]}",
                Status.Code.INTERNAL,
                "Shape does not match");
        assertRefused(
                "{'inputs':[{'name':'X','shape':[1],'datatype':'FP16','data':[1]}]}",
                Status.Code.INVALID_ARGUMENT,
                "FP16 data via JSON");
        assertRefused(
                "{'inputs':[{'name':'X','shape':[9],'datatype':'FP32','parameters':{'binary_data_size':36}}]}",
                Status.Code.INVALID_ARGUMENT,
                "expecting ");
    }

    @Test
    void ourParametersAreTakenOut() {
        HttpInferBody body = body("{'id':'1','parameters':{'mlink_exact':true,'other':1.25e3},'inputs':[]}");
        assertThat(body.scan().directs()).isTrue();
        assertThat(body.directives(json)).containsOnlyKeys("mlink_exact");
        assertThat(body.withoutDirectives(json).content().toString())
                .isEqualTo(quoted("{'id':'1','parameters':{'other':1250.0},'inputs':[]}"));
        HttpInferBody alone = body("{'parameters':{'mlink_exact':true},'inputs':[]}");
        assertThat(alone.withoutDirectives(json).content().toString()).isEqualTo(quoted("{'inputs':[]}"));
        assertThat(body("{'parameters':{'ml\\u0069nk_exact':true}}").directives(json))
                .containsOnlyKeys("mlink_exact");
        assertThat(body("{'parameters':{'ml\\u0069nk_exact':true}}").scan().directs())
                .isTrue();
        assertThat(body("{'id':'mlin'}").scan().directs()).isFalse();
    }

    @Test
    void aHeaderLengthMustFitTheBody() {
        assertThatThrownBy(() -> HttpInferBody.of(Buffer.buffer("{}"), Optional.of("3")))
                .hasMessageContaining("got: 3");
        assertThat(HttpInferBody.of(Buffer.buffer("{}"), Optional.of("x")).jsonLength())
                .as("what is no number is none, to Triton too")
                .isZero();
    }

    private Tensor roundTrip(Tensor tensor) {
        InferenceResponse response = new InferenceResponse("m", "1", "", Map.of(), List.of(AnsweredOutput.of(tensor)));
        String answer = writer.write(ModelInferRequest.getDefaultInstance(), response)
                .body()
                .toString();
        return read(answer.replace("\"outputs\"", "\"inputs\"")).inputs().get(0);
    }

    private void assertRefused(String text, Status.Code code, String sentence) {
        assertThatThrownBy(() -> read(text))
                .hasMessageContaining(sentence)
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.status().getCode()).isEqualTo(code));
    }

    private InferenceRequest read(String text) {
        return InferenceRequest.read(message(text));
    }

    private ModelInferRequest message(String text) {
        return reader.read("m", "", body(text));
    }

    private static HttpInferBody body(String text) {
        return HttpInferBody.of(Buffer.buffer(text.contains("\"") ? text : quoted(text)), Optional.empty());
    }

    private static String quoted(String text) {
        return text.replace('\'', '"');
    }

    private static InferenceResponse answer(String... outputs) {
        List<AnsweredOutput> answered = java.util.Arrays.stream(outputs)
                .map(name -> AnsweredOutput.of(Tensor.ofFloats(name, Datatype.FP32, Shape.of(1), 1)))
                .toList();
        return new InferenceResponse("m", "1", "", Map.of(), answered);
    }
}
