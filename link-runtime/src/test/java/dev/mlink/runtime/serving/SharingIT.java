package dev.mlink.runtime.serving;

import static dev.mlink.runtime.testing.AffineGroup.endpoint;
import static dev.mlink.runtime.testing.AffineGroup.exact;
import static dev.mlink.runtime.testing.AffineGroup.predicted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlink.admin.v1alpha1.RoutingTable;
import dev.mlink.runtime.store.Store;
import dev.mlink.runtime.testing.AffineGroup;
import dev.mlink.runtime.testing.Eventually;
import dev.mlink.runtime.testing.InferenceClient;
import dev.mlink.runtime.testing.RuntimeProcess;
import dev.mlink.triton.TritonChannel;
import dev.mlink.triton.tensor.Datatype;
import dev.mlink.triton.tensor.InferenceRequest;
import dev.mlink.triton.tensor.InferenceResponse;
import dev.mlink.triton.tensor.RequestedOutput;
import dev.mlink.triton.tensor.Shape;
import dev.mlink.triton.tensor.Tensor;
import dev.mlink.triton.testing.TestModel;
import dev.mlink.triton.testing.TritonServer;
import dev.mlink.triton.wire.InferParameter;
import dev.mlink.triton.wire.ModelStatisticsRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What requests on the same inputs have in common, by Triton's own count of executions. {@code first} and {@code third} are
 * predicted from {@code twice} (2 x + 1), {@code second} from {@code next} (x + 1), {@code mean} from {@code twice} and
 * {@code raising}, which fails, {@code heard} from {@code sound}, which takes another input than the others.
 */
class SharingIT {
    /** Long enough for a slow machine; what happens when it is over, a unit test tells. */
    private static final Map<String, String> WINDOW = Map.of("MLINK_SHARING_WINDOW", "PT2S");

    private static final List<String> PREDICTED = List.of("first", "second", "third");

    @TempDir
    static Path home;

    private static TritonServer triton;
    private static RuntimeProcess runtime;
    private static InferenceClient client;
    private static ExecutorService clients;
    private static float frames;

    @BeforeAll
    static void start() throws IOException {
        triton = TritonServer.serving(
                TestModel.affine("twice", AffineGroup.WIDTH, 2, 1),
                TestModel.affine("next", AffineGroup.WIDTH, 1, 1),
                TestModel.affine("sound", AffineGroup.WIDTH, 1, 0),
                wide(TestModel.raising("raising", "this model always fails")),
                wide(TestModel.slow("slow", Duration.ZERO, Duration.ofSeconds(3))));
        for (String model : List.of("twice", "next", "sound", "raising", "slow")) {
            triton.load(model);
        }
        runtime = RuntimeProcess.start(home, WINDOW);
        client = new InferenceClient(runtime.grpc());
        clients = Executors.newFixedThreadPool(12);
        runtime.admin().route(table());
    }

    @AfterAll
    static void stop() {
        clients.shutdownNow();
        client.close();
        runtime.close();
        triton.close();
    }

    @Test
    void modelsAskedOnTheSameFrameExecuteEachSourceOnce() throws Exception {
        for (boolean concurrent : List.of(false, true)) {
            float frame = frames += 10;
            long twice = executions("twice");
            long next = executions("next");
            List<Callable<float[]>> calls = new ArrayList<>();
            for (String model : PREDICTED) {
                calls.add(() -> overGrpc(model, frame));
                calls.add(() -> overHttp(model, frame));
            }
            List<float[]> answers = all(calls, concurrent);
            for (int call = 0; call < answers.size(); call++) {
                float expected = PREDICTED.get(call / 2).equals("second") ? frame + 1 : 2 * frame + 1;
                assertThat(answers.get(call)).containsExactly(expected, expected, expected);
            }
            assertThat(executions("twice") - twice).isEqualTo(1);
            assertThat(executions("next") - next).isEqualTo(1);
        }
    }

    @Test
    void withTheSourceAndTheGroupAskedTooItIsExecutedAtMostTwice() throws Exception {
        for (boolean concurrent : List.of(false, true)) {
            float frame = frames += 10;
            long before = executions("twice");
            List<float[]> answers = all(
                    List.of(
                            () -> overGrpc("first", frame),
                            () -> overHttp("twice", frame),
                            () -> overHttp("third", frame),
                            () -> group(frame)),
                    concurrent);
            answers.forEach(answer -> assertThat(answer).containsExactly(2 * frame + 1, 2 * frame + 1, 2 * frame + 1));
            assertThat(executions("twice") - before).isBetween(1L, 2L);
        }
    }

    @Test
    void aSourceThatAClientAskedItselfIsNotExecutedAgain() throws Exception {
        overGrpc("first", frames += 10); // from now on predictions from it are of interest
        for (Callable<float[]> direct :
                List.<Callable<float[]>>of(() -> overGrpc("twice", frames), () -> overHttp("twice", frames))) {
            frames += 10;
            long before = executions("twice");
            direct.call();
            assertThat(overGrpc("first", frames)[0]).isEqualTo(2 * frames + 1);
            assertThat(executions("twice") - before).isEqualTo(1);
            direct.call();
            assertThat(executions("twice") - before)
                    .as("who asks a model itself never gets another's answer")
                    .isEqualTo(2);
        }
    }

    @Test
    void theSameIdIsNotTheSameRequest() throws Exception {
        float from = frames += 1000;
        List<Callable<float[]>> calls = new ArrayList<>();
        for (int call = 0; call < 400; call++) {
            float frame = from + call;
            calls.add(call % 2 == 0 ? () -> overGrpc("first", frame) : () -> overHttp("first", frame));
        }
        List<float[]> answers = all(calls, true);
        for (int call = 0; call < answers.size(); call++) {
            float expected = 2 * (from + call) + 1;
            assertThat(answers.get(call)).containsExactly(expected, expected, expected);
        }
    }

    @Test
    void differentCallersAndUnknownParametersShareNothing() throws Exception {
        float frame = frames += 10;
        long before = executions("twice");
        overGrpc("first", frame);
        overHttp("first", frame, "authorization", "Bearer one");
        overHttp("first", frame, "authorization", "Bearer two");
        overHttp("first", frame, "authorization", "Bearer two");
        client.infer("first", Map.of("colour", text("red")), frame, frame, frame);
        assertThat(executions("twice") - before).isEqualTo(4);
    }

    @Test
    void anotherTraceIsNotAnotherCaller() throws Exception {
        float frame = frames += 10;
        long before = executions("twice");
        for (String trace : List.of("b3", "x-b3-traceid", "x-amzn-trace-id", "x-datadog-trace-id", "via")) {
            overHttp("first", frame, trace, "of " + trace);
        }
        assertThat(executions("twice") - before).isEqualTo(1);
    }

    @Test
    void aSourceThatFailsIsLeftOutWhereNoConfidenceIsAskedFor() {
        InferenceResponse answer = client.infer("mean", Map.of(), 1, 2, 3);
        assertThat(answer.outputs().get(0).tensor().floats()).containsExactly(3, 5, 7);
        assertThat(answer.parameters().get("mlink_sources").getStringParam()).isEqualTo("twice");
        Map<String, InferParameter> said = answer.outputs().get(0).parameters();
        assertThat(said.get("mlink_masked").getStringParam()).isEqualTo("raising");
        assertThat(said).doesNotContainKeys("mlink_performance", "mlink_confidence");

        InferParameter some = InferParameter.newBuilder().setDoubleParam(.1).build();
        assertThatThrownBy(() -> client.infer("mean", Map.of("mlink_min_confidence", some), 1, 2, 3))
                .hasMessageContaining("no known confidence")
                .hasMessageContaining("made without raising");
    }

    /** The client's deadline leaves 5 ms to answer in, which a busy machine may need. */
    @Test
    void aSourceThatIsLateIsLeftOutBeforeTheClientsDeadline() {
        Eventually.within(Duration.ofSeconds(20), () -> {
            InferenceResponse answer = client.infer(Duration.ofSeconds(1), "hasty", 1, 2, 3);
            assertThat(answer.outputs().get(0).tensor().floats()).containsExactly(3, 5, 7);
            assertThat(answer.outputs().get(0).parameters().get("mlink_masked").getStringParam())
                    .isEqualTo("slow");
        });
    }

    @Test
    void inputsOfOneSampleAreJoinedByItsName() throws Exception {
        Map<String, InferParameter> sample = Map.of("mlink_join", text("sample-1"), "mlink_stream", text("door"));
        Future<InferenceResponse> heard = clients.submit(() -> client.infer("heard", sample, 1, 1, 1));
        client.infer("sound", sample, 4, 5, 6);
        assertThat(heard.get().outputs().get(0).tensor().floats()).containsExactly(4, 5, 6);

        Map<String, InferParameter> other = Map.of("mlink_join", text("sample-2"));
        client.infer("sound", other, 7, 8, 9);
        assertThat(client.infer("heard", other, 1, 1, 1)
                        .outputs()
                        .get(0)
                        .tensor()
                        .floats())
                .containsExactly(7, 8, 9);
        assertThatThrownBy(() -> client.infer("heard", Map.of("mlink_join", text("sample-3")), 1, 1, 1))
                .hasMessageContaining("needs the group's input 'noise'");
    }

    private static RoutingTable table() throws IOException {
        AffineGroup group = new AffineGroup(new Store(runtime.store()).artifacts());
        return AffineGroup.table(1)
                .addEndpoints(endpoint("t0", triton.grpc().toString(), triton.http()))
                .addModels(exact("twice", "t0"))
                .addModels(exact("next", "t0"))
                .addModels(exact("raising", "t0"))
                .addModels(exact("slow", "t0"))
                .addModels(exact("sound", "t0").toBuilder().putInputs("X", "noise"))
                .addModels(predicted("first", group.link("twice", "first", 1, 0)))
                .addModels(predicted("second", group.link("next", "second", 1, 0)))
                .addModels(predicted("third", group.link("twice", "third", 1, 0)))
                .addModels(predicted("heard", group.link("sound", "heard", 1, 0)))
                .addModels(predicted("mean", group.ensemble("mean", new TreeMap<>(Map.of("twice", 1f, "raising", 1f)))))
                .addModels(predicted("hasty", group.ensemble("hasty", new TreeMap<>(Map.of("twice", 1f, "slow", 1f)))))
                .build();
    }

    /** Triton's own count. */
    private static long executions(String model) {
        try (TritonChannel channel = TritonChannel.to(triton.grpc()).open()) {
            return channel.blocking(Duration.ofSeconds(10))
                    .modelStatistics(
                            ModelStatisticsRequest.newBuilder().setName(model).build())
                    .getModelStats(0)
                    .getExecutionCount();
        }
    }

    private static List<float[]> all(List<Callable<float[]>> calls, boolean concurrent) throws Exception {
        List<float[]> answers = new ArrayList<>();
        if (concurrent) {
            for (Future<float[]> call : clients.invokeAll(calls)) {
                answers.add(call.get());
            }
        } else {
            for (Callable<float[]> call : calls) {
                answers.add(call.call());
            }
        }
        return answers;
    }

    private static float[] overGrpc(String model, float value) {
        Tensor input = Tensor.ofFloats("X", Datatype.FP32, Shape.of(1, AffineGroup.WIDTH), value, value, value);
        return client.infer(new InferenceRequest(model, "", "the same", Map.of(), List.of(input), List.of()))
                .outputs()
                .get(0)
                .tensor()
                .floats();
    }

    /** The group needs both inputs; only one output is asked for. */
    private static float[] group(float value) {
        Tensor image = Tensor.ofFloats("image", Datatype.FP32, Shape.of(1, AffineGroup.WIDTH), value, value, value);
        Tensor noise = Tensor.ofFloats("noise", Datatype.FP32, Shape.of(1, AffineGroup.WIDTH), 0, 0, 0);
        return client.infer(new InferenceRequest(
                        AffineGroup.NAME,
                        "",
                        "the same",
                        Map.of(),
                        List.of(image, noise),
                        List.of(RequestedOutput.of("third.Y"))))
                .outputs()
                .get(0)
                .tensor()
                .floats();
    }

    private static float[] overHttp(String model, float value, String... headers) throws Exception {
        String body =
                "{\"id\":\"the same\",\"inputs\":[{\"name\":\"X\",\"datatype\":\"FP32\",\"shape\":[1,3],\"data\":["
                        + value + "," + value + "," + value + "]}]}";
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://" + runtime.http() + "/v2/models/" + model + "/infer"))
                .POST(BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        String answer = HttpClient.newHttpClient()
                .send(request.build(), BodyHandlers.ofString())
                .body();
        String data = answer.replaceAll(".*\"data\":\\[([^\\]]*)\\].*", "$1");
        float[] values = new float[AffineGroup.WIDTH];
        String[] texts = data.split(",");
        for (int i = 0; i < values.length; i++) {
            values[i] = Float.parseFloat(texts[i]);
        }
        return values;
    }

    private static InferParameter text(String value) {
        return InferParameter.newBuilder().setStringParam(value).build();
    }

    private static TestModel wide(TestModel model) {
        return new TestModel(model.name(), model.config().replace("[1]", "[" + AffineGroup.WIDTH + "]"), model.code());
    }
}
