package dev.mlink.runtime.serving;

import static dev.mlink.runtime.testing.AffineGroup.exact;
import static dev.mlink.runtime.testing.AffineGroup.predicted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlink.admin.v1alpha1.Calibration;
import dev.mlink.admin.v1alpha1.Certainty;
import dev.mlink.admin.v1alpha1.LastValues;
import dev.mlink.admin.v1alpha1.ModelRoute;
import dev.mlink.admin.v1alpha1.RoutingTable;
import dev.mlink.runtime.store.Store;
import dev.mlink.runtime.testing.AffineGroup;
import dev.mlink.runtime.testing.Eventually;
import dev.mlink.runtime.testing.InferenceClient;
import dev.mlink.triton.tensor.InferenceResponse;
import dev.mlink.triton.wire.InferParameter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Requests that name a stream. {@code halved} is predicted as 2 x from {@code twice}, answers .5 x - 1 where it is
 * executed, and its last exact value in the stream {@code door} was 7, ten seconds ago.
 */
class StreamIT {
    private static final Duration LONGEST = Duration.ofMinutes(10);

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
    void theLastExactValueOfTheNamedStreamAnswersAndNothingIsExecuted() throws Exception {
        route(route -> route);
        client.infer("halved", Map.of(), 1, 2, 3);
        double executed = executed();
        InferenceResponse answer = client.infer("halved", stream("door"), 1, 2, 3, 4, 5, 6);
        assertThat(values(answer)).containsExactly(7, 7, 7, 7, 7, 7);
        assertThat(answer.parameters().get("mlink_predicted").getBoolParam()).isTrue();
        assertThat(answer.parameters().get("mlink_sources").getStringParam()).isEmpty();
        Map<String, InferParameter> said = answer.outputs().get(0).parameters();
        assertThat(said.get("mlink_age_ms").getInt64Param()).isBetween(10_000L, 60_000L);
        assertThat(said.get("mlink_performance").getDoubleParam()).isEqualTo(.75);
        assertThat(said.get("mlink_confidence").getDoubleParam()).isBetween(.5, .91);
        assertThat(overHttp("door")).contains("\"data\":[7.0,7.0,7.0]").contains("mlink_age_ms");
        assertThat(executed()).isEqualTo(executed);

        for (Map<String, InferParameter> other : List.of(Map.<String, InferParameter>of(), stream("yard"))) {
            InferenceResponse predicted =
                    client.infer("halved", other, 4, 5, 6); // else the first one's source is shared
            assertThat(values(predicted)).containsExactly(8, 10, 12);
            assertThat(predicted.outputs().get(0).parameters()).doesNotContainKey("mlink_age_ms");
            assertThat(predicted
                            .outputs()
                            .get(0)
                            .parameters()
                            .get("mlink_performance")
                            .getDoubleParam())
                    .isEqualTo(.875);
        }
        assertThat(executed()).isGreaterThan(executed);
    }

    @Test
    void theGroupAnswersWithItToo() throws IOException {
        route(route -> route);
        InferenceResponse answer = client.infer(AffineGroup.NAME, stream("door"), 1, 2, 3);
        assertThat(answer.output("halved.Y").orElseThrow().floats()).containsExactly(7, 7, 7);
        assertThat(answer.output("twice.Y").orElseThrow().floats()).containsExactly(3, 5, 7);
    }

    @Test
    void anExecutedModelRefreshesTheValueOfItsStream() throws IOException {
        route(route -> route.setEscalate(true));
        Map<String, InferParameter> exactly = new HashMap<>(stream("street"));
        exactly.put("mlink_exact", InferenceClient.flag(true));
        assertThat(values(client.infer("halved", exactly, 8, 8, 8))).containsExactly(3, 3, 3);
        InferenceResponse next = client.infer("halved", stream("street"), 1, 2, 3);
        assertThat(values(next)).containsExactly(3, 3, 3);
        assertThat(next.outputs().get(0).parameters().get("mlink_age_ms").getInt64Param())
                .isLessThan(10_000);
        assertThat(values(client.infer("halved", stream("square"), 1, 2, 3))).containsExactly(2, 4, 6);
    }

    @Test
    void anActiveModelIsRememberedForWhenItIsNot() throws Exception {
        route(route -> route);
        assertThat(overHttp("lane", "twice")).contains("[3.0,5.0,7.0]");
        assertThat(values(client.infer("twice", stream("alley"), 4, 4, 4))).containsExactly(9, 9, 9);
        RoutingTable table = site.table()
                .addModels(predicted("twice", group.prior("twice", 1)).toBuilder()
                        .setLast(group.last("twice", "door", now(), LONGEST, 7)))
                .build();
        site.runtime().admin().route(table);
        assertThat(values(client.infer("twice", stream("lane"), 1, 1, 1))).containsExactly(3, 5, 7);
        assertThat(values(client.infer("twice", stream("alley"), 1, 1, 1))).containsExactly(9, 9, 9);
        assertThat(values(client.infer("twice", stream("door"), 1, 1, 1))).containsExactly(7, 7, 7);
        assertThat(values(client.infer("twice", Map.of(), 1, 1, 1))).containsExactly(1, 1, 1);
    }

    @Test
    void samplesRememberTheirStream() throws Exception {
        route(route -> route);
        client.infer("twice", stream("harbour"), 31, 32, 33);
        Store store = new Store(site.runtime().store());
        Eventually.within(
                Duration.ofSeconds(20), () -> assertThat(store.samples().readAll())
                        .flatExtracting(kept -> kept.streams().texts())
                        .contains("harbour"));
        InferParameter number = InferParameter.newBuilder().setInt64Param(7).build();
        assertThatThrownBy(() -> client.infer("twice", Map.of("mlink_stream", number), 1, 2, 3))
                .hasMessageContaining("parameter 'mlink_stream' is '7'; write a string");
    }

    private void route(UnaryOperator<ModelRoute.Builder> rule) throws IOException {
        LastValues last = group.last("halved", "door", now() - 10_000, LONGEST, 7).toBuilder()
                .setCalibration(Calibration.newBuilder()
                        .setCertainty(Certainty.FRESHNESS)
                        .setSlope(1)
                        .setIntercept(Math.log(100)))
                .build();
        RoutingTable table = site.table()
                .addModels(exact("twice", "t0"))
                .addModels(rule.apply(predicted("halved", group.link("twice", "halved", 1, -1)).toBuilder()
                        .setLast(last)))
                .build();
        site.runtime().admin().route(table);
    }

    /** How often {@code twice} was run for a prediction. */
    private static double executed() throws Exception {
        return site.runtime()
                .page("/q/metrics")
                .lines()
                .filter(line -> line.startsWith("mlink_source_seconds_count") && line.contains("\"twice\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private static long now() {
        return System.currentTimeMillis();
    }

    private static String overHttp(String stream) throws Exception {
        return overHttp(stream, "halved");
    }

    private static String overHttp(String stream, String model) throws Exception {
        String body = "{\"inputs\":[{\"name\":\"X\",\"datatype\":\"FP32\",\"shape\":[1,3],\"data\":[1,2,3]}]}";
        URI address = URI.create("http://" + site.runtime().http() + "/v2/models/" + model + "/infer");
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(address)
                                .header("mlink-stream", stream)
                                .POST(BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    private static Map<String, InferParameter> stream(String name) {
        return Map.of(
                "mlink_stream", InferParameter.newBuilder().setStringParam(name).build());
    }

    private static float[] values(InferenceResponse answer) {
        assertThat(answer.outputs()).hasSize(1);
        return answer.outputs().get(0).tensor().floats();
    }
}
