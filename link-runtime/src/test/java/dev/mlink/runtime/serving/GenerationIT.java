package dev.mlink.runtime.serving;

import static dev.mlink.runtime.testing.AffineGroup.endpoint;
import static dev.mlink.runtime.testing.AffineGroup.exact;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlink.runtime.testing.AffineGroup;
import dev.mlink.runtime.testing.RuntimeProcess;
import dev.mlink.triton.testing.TestModel;
import dev.mlink.triton.testing.TritonServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Triton's generate extension, of a model on two Tritons that says one word each tenth of a second. */
class GenerationIT {
    @TempDir
    Path home;

    private TritonServer triton;
    private TritonServer other;
    private RuntimeProcess runtime;

    @BeforeEach
    void start() throws IOException {
        triton = TritonServer.serving(talking());
        triton.load("talking");
        other = TritonServer.start(triton.repository());
        other.load("talking");
        runtime = RuntimeProcess.start(home, Map.of());
        runtime.admin()
                .route(AffineGroup.table(1)
                        .addEndpoints(endpoint("t0", triton.grpc().toString(), triton.http()))
                        .addEndpoints(endpoint("t1", other.grpc().toString(), other.http()))
                        .addModels(exact("talking", "t0", "t1"))
                        .build());
    }

    @AfterEach
    void stop() {
        runtime.close();
        other.close();
        triton.close();
    }

    @Test
    void anotherTritonSpeaksWhereOneIsGone() throws Exception {
        other.kill();
        for (int call = 0; call < 4; call++) {
            HttpResponse<InputStream> said = say("2");
            assertThat(said.statusCode()).isEqualTo(200);
            assertThat(new String(said.body().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("word 0")
                    .contains("word 1");
        }
        assertThat(runtime.page("/q/metrics"))
                .containsPattern("mlink_requests_total\\{model=\"talking\",outcome=\"exact\"\\} 4")
                .containsPattern("mlink_upstream_errors_total\\{model=\"talking\",outcome=\"gone\"\\} [12]");
    }

    @Test
    void whatIsCutOffDoesNotLookComplete() throws Exception {
        other.kill();
        HttpResponse<InputStream> said = say("600");
        BufferedReader words = new BufferedReader(new InputStreamReader(said.body(), StandardCharsets.UTF_8));
        assertThat(words.readLine()).contains("word 0");
        triton.kill();
        assertThatThrownBy(() -> words.lines().forEach(word -> {})).hasRootCauseInstanceOf(IOException.class);
    }

    @Test
    void aDirectiveThatIsNoneIsRefused() throws Exception {
        HttpResponse<InputStream> said = say("1", "mlink-exactly", "true");
        assertThat(said.statusCode()).isEqualTo(400);
    }

    private HttpResponse<InputStream> say(String words, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://" + runtime.http() + "/v2/models/talking/generate_stream"))
                .POST(BodyPublishers.ofString("{\"text_input\":\"" + words + "\"}"));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofInputStream());
    }

    private static TestModel talking() {
        return new TestModel(
                "talking",
                """
                backend: "python"
                model_transaction_policy { decoupled: true }
                input [{name: "text_input" data_type: TYPE_STRING dims: [1]}]
                output [{name: "text_output" data_type: TYPE_STRING dims: [1]}]
                """,
                """
                import time
                import numpy as np
                import triton_python_backend_utils as pb_utils


                class TritonPythonModel:
                    def execute(self, requests):
                        for request in requests:
                            words = pb_utils.get_input_tensor_by_name(request, "text_input").as_numpy()
                            self.say(request.get_response_sender(), int(words[0]))

                    def say(self, sender, count):
                        for number in range(count):
                            word = np.array([f"word {number}"], np.object_)
                            sender.send(pb_utils.InferenceResponse([pb_utils.Tensor("text_output", word)]))
                            time.sleep(0.1)
                        sender.send(flags=pb_utils.TRITONSERVER_RESPONSE_COMPLETE_FINAL)
                """);
    }
}
