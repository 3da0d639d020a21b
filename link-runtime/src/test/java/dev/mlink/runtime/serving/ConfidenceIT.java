package dev.mlink.runtime.serving;

import static dev.mlink.runtime.testing.AffineGroup.exact;
import static dev.mlink.runtime.testing.AffineGroup.predicted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.mlink.admin.v1alpha1.Calibration;
import dev.mlink.admin.v1alpha1.Certainty;
import dev.mlink.admin.v1alpha1.Certificate;
import dev.mlink.admin.v1alpha1.ModelRoute;
import dev.mlink.admin.v1alpha1.RoutingTable;
import dev.mlink.runtime.testing.AffineGroup;
import dev.mlink.runtime.testing.InferenceClient;
import dev.mlink.triton.tensor.AnsweredOutput;
import dev.mlink.triton.tensor.InferenceResponse;
import dev.mlink.triton.wire.InferParameter;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Predictions that are held against a confidence, with a second Triton to escalate to. {@code halved} is predicted as 2 x,
 * and answers .5 x - 1 where it is executed; the confidence of (8, 1, 1) is 8 / 10, that of (1, 1, 1) is 1 / 3.
 */
class ConfidenceIT {
    private static final float[] SURE = {8, 1, 1};
    private static final float[] UNSURE = {1, 1, 1};
    private static final float[] BOTH = {8, 1, 1, 1, 1, 1};

    @TempDir
    static Path home;

    private static EscalationSite site;

    private InferenceClient client;
    private AffineGroup group;

    @BeforeAll
    static void startServers() throws IOException {
        site = new EscalationSite(home);
    }

    @AfterAll
    static void stopServers() {
        site.close();
    }

    @BeforeEach
    void start() {
        client = site.client();
        group = site.learned();
    }

    @AfterEach
    void stop() {
        client.close();
    }

    @Test
    void everyPredictionSaysHowFarItIsToBeTrusted() throws IOException {
        route(route -> route);
        AnsweredOutput output = only(client.infer("halved", Map.of(), BOTH));
        assertThat(output.parameters().get("mlink_confidence").getDoubleParam()).isEqualTo(1. / 3, within(1e-6));
        assertThat(output.parameters().get("mlink_confidences").getStringParam())
                .isEqualTo("0.8000,0.3333");
    }

    @Test
    void aRequestIsRefusedWhatItDoesNotTrust() throws Exception {
        route(route -> route);
        assertThat(values(client.infer("halved", atLeast(.7), SURE))).containsExactly(16, 2, 2);
        assertRefused(
                () -> client.infer("halved", atLeast(.7), BOTH),
                "model 'halved' is not loaded, and its prediction of row 1 has confidence 0.3333, below 0.7000 of"
                        + " mlink_min_confidence in the request");
        assertThat(overHttp("halved", "0.7", BOTH).statusCode()).isEqualTo(503);
        assertThat(overHttp("halved", "0.7", SURE).body()).contains("\"mlink_confidence\":0.8");
        assertThat(overHttp("halved", "70 %", SURE).body())
                .contains("parameter 'mlink-min-confidence' is '70 %'; write a number from 0 to 1");
        assertThat(site.runtime().page("/q/metrics"))
                .contains("mlink_unsure_total{model=\"halved\",outcome=\"refused\"}");
    }

    @Test
    void onlyUnsureRowsAreExecutedElsewhere() throws Exception {
        route(route -> route.setMinConfidence(.5).setEscalate(true));
        InferenceResponse answer = client.infer("halved", Map.of(), BOTH);
        assertThat(values(answer)).containsExactly(16, 2, 2, -.5f, -.5f, -.5f);
        assertThat(answer.parameters().get("mlink_predicted").getBoolParam()).isTrue();
        assertThat(only(answer).parameters().get("mlink_escalated").getStringParam())
                .isEqualTo("1");
        assertThat(only(answer).parameters().get("mlink_confidence").getDoubleParam())
                .isEqualTo(.8, within(1e-6));

        InferenceResponse alone = client.infer("halved", Map.of(), UNSURE);
        assertThat(values(alone)).containsExactly(-.5f, -.5f, -.5f);
        assertThat(alone.parameters().get("mlink_predicted").getBoolParam()).isFalse();
        assertThat(site.runtime().page("/q/metrics"))
                .contains("mlink_unsure_total{model=\"halved\",outcome=\"escalated\"}");
    }

    @Test
    void withoutACertificateTheModelItselfAnswersOrNobody() throws Exception {
        Certificate none =
                Certificate.newBuilder().setReason("3 of 90 disagree").build();
        route(route -> route.setCertificate(none));
        assertRefused(() -> client.infer("halved", Map.of(), SURE), "3 of 90 disagree");

        route(route -> route.setCertificate(none).setEscalate(true));
        InferenceResponse answer = client.infer("halved", Map.of(), SURE);
        assertThat(values(answer)).containsExactly(3, -.5f, -.5f);
        assertThat(answer.parameters()).as("Triton's own answer").isEmpty();
        assertThat(overHttp("halved", "0", SURE).body()).contains("\"data\":[3.0,-0.5,-0.5]");
    }

    @Test
    void anExactAnswerIsHadWhereTheModelEscalates() throws IOException {
        route(route -> route);
        Map<String, InferParameter> exactly = Map.of("mlink_exact", InferenceClient.flag(true));
        assertRefused(() -> client.infer("halved", exactly, SURE), "mlink_exact refuses a prediction");
        route(route -> route.setEscalate(true));
        assertThat(values(client.infer("halved", exactly, SURE))).containsExactly(3, -.5f, -.5f);
    }

    @Test
    void theGroupLeavesOutWhatIsNotSureEnough() throws IOException {
        route(route ->
                route.setCertificate(Certificate.newBuilder().setCertified(true).setThreshold(.5)));
        InferenceResponse all = client.infer(AffineGroup.NAME, Map.of(), SURE);
        assertThat(all.outputs()).hasSize(2);
        assertThat(all.parameters()).doesNotContainKey("mlink_refused");

        InferenceResponse some = client.infer(AffineGroup.NAME, Map.of(), UNSURE);
        assertThat(only(some).tensor().name()).isEqualTo("twice.Y");
        assertThat(some.parameters().get("mlink_refused").getStringParam()).isEqualTo("halved.Y");

        route(route -> route.setMinConfidence(.5).setEscalate(true));
        InferenceResponse escalated = client.infer(AffineGroup.NAME, Map.of(), BOTH);
        assertThat(escalated.output("halved.Y").orElseThrow().floats()).containsExactly(16, 2, 2, -.5f, -.5f, -.5f);
        assertThat(escalated.output("twice.Y").orElseThrow().floats()).startsWith(17, 3, 3);
    }

    private void route(UnaryOperator<ModelRoute.Builder> rule) throws IOException {
        ModelRoute halved = predicted(
                "halved",
                group.link("twice", "halved", 1, -1).toBuilder()
                        .setCalibration(Calibration.newBuilder()
                                .setCertainty(Certainty.LARGEST_SHARE)
                                .setSlope(1))
                        .build());
        RoutingTable table = site.table()
                .addModels(exact("twice", "t0"))
                .addModels(rule.apply(halved.toBuilder()))
                .build();
        site.runtime().admin().route(table);
    }

    private static HttpResponse<String> overHttp(String model, String minConfidence, float... rows) throws Exception {
        StringBuilder data = new StringBuilder();
        for (float value : rows) {
            data.append(data.isEmpty() ? "" : ",").append(value);
        }
        String body = "{\"inputs\":[{\"name\":\"X\",\"datatype\":\"FP32\",\"shape\":[" + rows.length / AffineGroup.WIDTH
                + "," + AffineGroup.WIDTH + "],\"data\":[" + data + "]}]}";
        URI address = URI.create("http://" + site.runtime().http() + "/v2/models/" + model + "/infer");
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(address)
                                .header("mlink-min-confidence", minConfidence)
                                .POST(BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString());
    }

    private static Map<String, InferParameter> atLeast(double confidence) {
        return Map.of(
                "mlink_min_confidence",
                InferParameter.newBuilder().setDoubleParam(confidence).build());
    }

    private static AnsweredOutput only(InferenceResponse answer) {
        assertThat(answer.outputs()).hasSize(1);
        return answer.outputs().get(0);
    }

    private static float[] values(InferenceResponse answer) {
        return only(answer).tensor().floats();
    }

    private static void assertRefused(Runnable call, String sentence) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        refused -> assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE))
                .hasMessageContaining(sentence);
    }
}
