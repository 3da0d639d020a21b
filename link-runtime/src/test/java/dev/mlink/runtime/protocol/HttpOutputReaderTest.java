package dev.mlink.runtime.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mlink.runtime.upstream.HttpAnswer;
import dev.mlink.triton.tensor.Datatype;
import dev.mlink.triton.tensor.Shape;
import dev.mlink.triton.tensor.Tensor;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class HttpOutputReaderTest {
    private static final Tensor Y = Tensor.ofFloats("Y", Datatype.FP32, Shape.of(1, 2), 1.5f, 2);
    private static final String JSON = "{'outputs':[{'name':'X','datatype':'INT64','shape':[1],'data':[7]},"
            + "{'name':'Y','datatype':'FP32','shape':[1,2],'data':[1.5,2]}]}";

    private final HttpOutputReader reader = new HttpOutputReader(new ObjectMapper());

    @Test
    void anOutputIsReadFromJsonPlainOrPacked() throws IOException {
        assertThat(reader.read(new HttpAnswer(200, headers(), json(JSON)), "Y")).contains(Y);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(json(JSON).getBytes());
        }
        HttpAnswer answer =
                new HttpAnswer(200, headers().add("Content-Encoding", "gzip"), Buffer.buffer(packed.toByteArray()));
        assertThat(reader.read(answer, "Y")).contains(Y);
    }

    @Test
    void anOutputIsReadFromWhatStandsBehindTheJson() {
        Buffer head =
                json("{'outputs':[{'name':'X','datatype':'INT64','shape':[1],'parameters':{'binary_data_size':8}},"
                        + "{'name':'Y','datatype':'FP32','shape':[1,2],'parameters':{'binary_data_size':8}}]}");
        Buffer body = head.copy().appendBytes(new byte[8]).appendBytes(Y.data().toByteArray());
        MultiMap headers = headers().add("Inference-Header-Content-Length", String.valueOf(head.length()));
        assertThat(reader.read(new HttpAnswer(200, headers, body), "Y")).contains(Y);
        assertThat(reader.read(new HttpAnswer(200, headers, body.slice(0, head.length() + 12)), "Y"))
                .as("cut off")
                .isEmpty();
    }

    @Test
    void whatCannotBeReadIsNoOutput() {
        for (String wrong : new String[] {
            "",
            "no JSON",
            "{}",
            "{'outputs':7}",
            "{'outputs':[{'name':'Y'}]}",
            "{'outputs':[{'name':'Y','datatype':'FP32','shape':[3],'data':[1]}]}"
        }) {
            assertThat(reader.read(new HttpAnswer(200, headers(), json(wrong)), "Y"))
                    .as(wrong)
                    .isEmpty();
        }
        assertThat(reader.read(new HttpAnswer(200, headers(), json(JSON)), "Z")).isEmpty();
    }

    private static MultiMap headers() {
        return MultiMap.caseInsensitiveMultiMap();
    }

    private static Buffer json(String text) {
        return Buffer.buffer(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
