package dev.mlink.runtime.serving;

import static dev.mlink.runtime.testing.AffineGroup.endpoint;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.util.JsonFormat;
import dev.mlink.admin.v1alpha1.LinkTraining;
import dev.mlink.admin.v1alpha1.Metric;
import dev.mlink.admin.v1alpha1.MetricType;
import dev.mlink.admin.v1alpha1.ModelRoute;
import dev.mlink.admin.v1alpha1.Output;
import dev.mlink.admin.v1alpha1.Predictor;
import dev.mlink.admin.v1alpha1.PredictorKind;
import dev.mlink.admin.v1alpha1.ProfileRequest;
import dev.mlink.admin.v1alpha1.ProfiledModel;
import dev.mlink.admin.v1alpha1.RouteState;
import dev.mlink.admin.v1alpha1.StatusRequest;
import dev.mlink.admin.v1alpha1.Task;
import dev.mlink.admin.v1alpha1.TrainingPlan;
import dev.mlink.admin.v1alpha1.TrainingReport;
import dev.mlink.admin.v1alpha1.TrainingRequest;
import dev.mlink.runtime.store.NpyArray;
import dev.mlink.runtime.store.Store;
import dev.mlink.runtime.testing.AffineGroup;
import dev.mlink.runtime.testing.Eventually;
import dev.mlink.runtime.testing.InferenceClient;
import dev.mlink.runtime.testing.RuntimeProcess;
import dev.mlink.triton.TritonChannel;
import dev.mlink.triton.tensor.InferenceResponse;
import dev.mlink.triton.testing.TestModel;
import dev.mlink.triton.testing.TritonServer;
import dev.mlink.triton.wire.ModelConfigRequest;
import dev.mlink.triton.wire.ModelMetadataRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A model that answers with texts, from live requests to predictions: profiled from the real Triton, trained by the packaged
 * program, then predicted, and predicted from, over gRPC, HTTP and the group.
 */
class TextIT {
    private static final String CAPTION = "caption";
    private static final String SIGNS = "signs";
    private static final int BATCHES = 25;
    private static final int ROWS = 8;

    private static final Output TEXT = output(Task.TEXT, MetricType.WORD_ACCURACY);
    private static final Output LABELS = output(Task.MULTI_LABEL, MetricType.JACCARD);

    @TempDir
    Path home;

    private final Random random = new Random(2);

    @Test
    void captionsArePredictedAndPredictFrom() throws Exception {
        try (TritonServer triton = TritonServer.serving(caption(), signs());
                RuntimeProcess runtime = RuntimeProcess.start(home, Map.of());
                InferenceClient client = new InferenceClient(runtime.grpc())) {
            triton.load(CAPTION);
            triton.load(SIGNS);
            runtime.admin()
                    .route(AffineGroup.table(1)
                            .addEndpoints(endpoint("t0", triton.grpc().toString(), triton.http()))
                            .addModels(exact(triton, CAPTION, TEXT))
                            .addModels(exact(triton, SIGNS, LABELS))
                            .build());
            profile(triton, runtime, client);
            TrainingReport report = train(runtime);

            runtime.admin()
                    .route(AffineGroup.table(2)
                            .addEndpoints(endpoint("t0", triton.grpc().toString(), triton.http()))
                            .addModels(predicted(triton, CAPTION, TEXT, link(report, SIGNS, CAPTION)))
                            .addModels(exact(triton, SIGNS, LABELS))
                            .build());
            assertThat(client.infer(CAPTION, Map.of(), 3, -3, 3, -3, -3, -3)
                            .output("Y")
                            .orElseThrow()
                            .strings())
                    .containsExactly("the first is up the second is down", "the first is down the second is down");
            JsonNode answer = post(runtime, CAPTION);
            assertThat(answer.at("/outputs/0/datatype").asText()).isEqualTo("BYTES");
            assertThat(answer.at("/outputs/0/data/0").asText()).isEqualTo("the first is down the second is up");
            assertThat(answer.at("/parameters/mlink_predicted").asBoolean()).isTrue();
            InferenceResponse group = client.infer(AffineGroup.NAME, Map.of(), -3, 3, 1);
            assertThat(group.output("caption.Y").orElseThrow().strings())
                    .containsExactly("the first is down the second is up");
            assertThat(group.output("signs.Y").orElseThrow().floats()).containsExactly(0, 1, 1);

            runtime.admin()
                    .route(AffineGroup.table(3)
                            .addEndpoints(endpoint("t0", triton.grpc().toString(), triton.http()))
                            .addModels(exact(triton, CAPTION, TEXT))
                            .addModels(predicted(triton, SIGNS, LABELS, link(report, CAPTION, SIGNS)))
                            .build());
            float[] signs = client.infer(SIGNS, Map.of(), 3, -3, 3)
                    .output("Y")
                    .orElseThrow()
                    .floats();
            assertThat(signs[0]).isGreaterThan(.5f);
            assertThat(signs[1]).isLessThan(.5f);
        }
    }

    private void profile(TritonServer triton, RuntimeProcess runtime, InferenceClient client) throws Exception {
        for (int batch = 0; batch < BATCHES; batch++) {
            float[] rows = new float[ROWS * AffineGroup.WIDTH];
            for (int i = 0; i < rows.length; i++) {
                rows[i] = (float) (3 * random.nextGaussian());
            }
            client.infer(SIGNS, Map.of(), rows);
        }
        ProfileRequest request = ProfileRequest.newBuilder()
                .setProfile("p1")
                .setGroupUid("uid-1")
                .setSamples(BATCHES * ROWS)
                .addModels(turn(triton, CAPTION, TEXT))
                .addModels(turn(triton, SIGNS, LABELS))
                .build();
        Eventually.within(Duration.ofSeconds(15), () -> assertThat(runtime.admin()
                        .status(StatusRequest.getDefaultInstance())
                        .getSamples())
                .isEqualTo(BATCHES * ROWS));
        runtime.admin().profile(request);
        Eventually.within(Duration.ofSeconds(60), () -> assertThat(runtime.admin()
                        .status(StatusRequest.newBuilder().setProfile("p1").build())
                        .getProfile()
                        .getModelsList())
                .hasSize(2)
                .allSatisfy(model -> assertThat(model.getComplete()).isTrue()));
        NpyArray kept =
                new Store(runtime.store()).profiles().output("p1", CAPTION).orElseThrow();
        assertThat(kept.texts()).hasSize(BATCHES * ROWS).contains("the first is up the second is down");
    }

    private TrainingReport train(RuntimeProcess runtime) throws Exception {
        LinkTraining training = LinkTraining.newBuilder()
                .setEpochs(60)
                .setBatchSize(32)
                .setLearningRate(.01)
                .setOptimizer("RMSprop")
                .build();
        TrainingPlan plan = TrainingPlan.newBuilder()
                .setFormat(1)
                .setGroup(AffineGroup.NAME)
                .setProfile("p1")
                .setSeed(1)
                .addModels(TrainingPlan.Model.newBuilder().setModel(CAPTION).setOutput(TEXT))
                .addModels(TrainingPlan.Model.newBuilder().setModel(SIGNS).setOutput(LABELS))
                .addLinks(TrainingPlan.Link.newBuilder()
                        .setSource(CAPTION)
                        .setTarget(SIGNS)
                        .setTraining(training))
                .addLinks(TrainingPlan.Link.newBuilder()
                        .setSource(SIGNS)
                        .setTarget(CAPTION)
                        .setTraining(training))
                .setEnsembles(training)
                .build();
        Path file = home.resolve("plan.json");
        Files.writeString(file, JsonFormat.printer().print(plan));
        assertThat(runtime.program("train", "--plan", file.toString())).contains("training 'p1' is done");
        return runtime.admin()
                .training(TrainingRequest.newBuilder().setTraining("p1").build());
    }

    private static Predictor link(TrainingReport report, String source, String target) {
        TrainingReport.Link trained = report.getLinksList().stream()
                .filter(link ->
                        link.getSource().equals(source) && link.getTarget().equals(target))
                .findFirst()
                .orElseThrow();
        return Predictor.newBuilder()
                .setKind(PredictorKind.LINK)
                .addSources(source)
                .setArtifact(trained.getArtifact())
                .setPerformance(trained.getPerformance().getValue())
                .build();
    }

    private static JsonNode post(RuntimeProcess runtime, String model) throws IOException, InterruptedException {
        String body =
                "{\"inputs\": [{\"name\": \"X\", \"datatype\": \"FP32\", \"shape\": [1, 3], \"data\": [-3, 3, 1]}]}";
        String answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(
                                        URI.create("http://" + runtime.http() + "/v2/models/" + model + "/infer"))
                                .POST(BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString())
                .body();
        return new ObjectMapper().readTree(answer);
    }

    private static ModelRoute exact(TritonServer triton, String model, Output output) {
        return route(triton, model, output)
                .setState(RouteState.EXACT)
                .addEndpoints("t0")
                .build();
    }

    private static ModelRoute predicted(TritonServer triton, String model, Output output, Predictor predictor) {
        return route(triton, model, output)
                .setState(RouteState.PREDICTED)
                .setPredictor(predictor)
                .build();
    }

    private static ModelRoute.Builder route(TritonServer triton, String model, Output output) {
        try (TritonChannel channel = TritonChannel.to(triton.grpc()).open()) {
            var asked = channel.blocking(Duration.ofSeconds(10));
            return ModelRoute.newBuilder()
                    .setModel(model)
                    .putInputs("X", "image")
                    .setOutput(output)
                    .setVersion("1")
                    .setConfig(asked.modelConfig(ModelConfigRequest.newBuilder()
                                    .setName(model)
                                    .build())
                            .getConfig()
                            .toByteString())
                    .setMetadata(asked.modelMetadata(ModelMetadataRequest.newBuilder()
                                    .setName(model)
                                    .build())
                            .toByteString());
        }
    }

    private static ProfiledModel turn(TritonServer triton, String model, Output output) {
        return ProfiledModel.newBuilder()
                .setModel(model)
                .putInputs("X", "image")
                .setOutput(output)
                .setGrpcAddress(triton.grpc().toString())
                .build();
    }

    private static Output output(Task task, MetricType metric) {
        return Output.newBuilder()
                .setTensor("Y")
                .setTask(task)
                .setMetric(Metric.newBuilder().setType(metric))
                .build();
    }

    /** Says of the first two numbers whether they are up or down. */
    private static TestModel caption() {
        return model(
                CAPTION,
                "TYPE_STRING dims: [1]",
                "np.array([[f'the first is {w(r[0])} the second is {w(r[1])}'.encode()] for r in x], dtype=object)");
    }

    /** Says of each number whether it is above 0. */
    private static TestModel signs() {
        return model(SIGNS, "TYPE_FP32 dims: [3]", "(x > 0).astype(np.float32)");
    }

    private static TestModel model(String name, String output, String expression) {
        return new TestModel(
                name,
                """
                backend: "python"
                max_batch_size: 8
                input [{name: "X" data_type: TYPE_FP32 dims: [3]}]
                output [{name: "Y" data_type: %s}]
                """
                        .formatted(output),
                """
                import numpy as np
                import triton_python_backend_utils as pb_utils


                def w(value):
                    return "up" if value > 0 else "down"


                class TritonPythonModel:
                    def execute(self, requests):
                        return [self.answer(pb_utils.get_input_tensor_by_name(r, "X").as_numpy()) for r in requests]

                    def answer(self, x):
                        return pb_utils.InferenceResponse([pb_utils.Tensor("Y", %s)])
                """
                        .formatted(expression));
    }
}
