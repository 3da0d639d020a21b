package dev.mlink.runtime.serving;

import static dev.mlink.runtime.testing.AffineGroup.endpoint;
import static dev.mlink.runtime.testing.AffineGroup.exact;
import static dev.mlink.runtime.testing.AffineGroup.predicted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.admin.v1alpha1.RoutingTable;
import dev.mlink.runtime.store.Store;
import dev.mlink.runtime.testing.AffineGroup;
import dev.mlink.runtime.testing.Eventually;
import dev.mlink.runtime.testing.RuntimeProcess;
import dev.mlink.runtime.testing.SpanCollector;
import dev.mlink.runtime.testing.SpanCollector.Reported;
import dev.mlink.triton.tensor.Datatype;
import dev.mlink.triton.tensor.InferenceRequest;
import dev.mlink.triton.tensor.Shape;
import dev.mlink.triton.tensor.Tensor;
import dev.mlink.triton.testing.TestModel;
import dev.mlink.triton.testing.TritonServer;
import dev.mlink.triton.wire.GRPCInferenceServiceGrpc;
import dev.mlink.triton.wire.ModelInferRequest;
import io.grpc.CallOptions;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client's trace, through the runtime, to a Triton that traces too; both send to one collector. */
class TracingIT {
    private static final String CALLER = "00f067aa0ba902b7";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    static Path home;

    @TempDir
    static Path silent;

    @TempDir
    static Path models;

    private static SpanCollector collector;
    private static TritonServer triton;
    private static RuntimeProcess tracing;
    private static RuntimeProcess untraced;

    @BeforeAll
    static void start() throws IOException {
        collector = new SpanCollector();
        TestModel.affine("twice", AffineGroup.WIDTH, 2, 1).writeTo(models);
        triton = TritonServer.start(
                models,
                "--trace-config=mode=opentelemetry",
                "--trace-config=rate=1",
                "--trace-config=level=TIMESTAMPS",
                "--trace-config=opentelemetry,url=" + collector.url() + "/v1/traces",
                "--trace-config=opentelemetry,bsp_schedule_delay=200");
        triton.load("twice");
        tracing = RuntimeProcess.start(
                home, Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url(), "OTEL_BSP_SCHEDULE_DELAY", "200"));
        untraced = RuntimeProcess.start(silent, Map.of());
        for (RuntimeProcess runtime : List.of(tracing, untraced)) {
            runtime.admin().route(table(runtime));
        }
    }

    @AfterAll
    static void stop() {
        tracing.close();
        untraced.close();
        triton.close();
        collector.close();
    }

    @Test
    void anExactAnswerIsOneTraceFromTheClientToTriton() throws Exception {
        for (String protocol : List.of("grpc", "http")) {
            seen(() -> over(protocol, "twice"), trace -> {
                Reported server = one(trace, span -> span.parent().equals(CALLER));
                Reported client = one(trace, span -> span.parent().equals(server.id()));
                assertThat(server.attributes())
                        .as(protocol)
                        .containsEntry("mlink.model", "twice")
                        .containsEntry("mlink.outcome", "exact")
                        .containsEntry("mlink.epoch", "1");
                assertThat(client.attributes()).containsKeys("server.address", "server.port");
                assertThat(one(trace, span -> span.parent().equals(client.id())).service())
                        .isEqualTo("triton");
            });
        }
    }

    @Test
    void aPredictedAnswerHasTheCallsOfItsSources() throws Exception {
        for (String protocol : List.of("grpc", "http")) {
            seen(() -> over(protocol, "first"), trace -> {
                Reported server = one(trace, span -> span.parent().equals(CALLER));
                Reported source = one(trace, span -> span.parent().equals(server.id()));
                assertThat(server.attributes()).as(protocol).containsEntry("mlink.outcome", "predicted");
                assertThat(source.name()).isEqualTo("inference.GRPCInferenceService/ModelInfer");
                assertThat(one(trace, span -> span.parent().equals(source.id())).service())
                        .isEqualTo("triton");
            });
        }
    }

    @Test
    void everyMessageOfAStreamHasItsSpan() throws Exception {
        String trace = trace();
        ManagedChannel channel = channel(tracing);
        try {
            var stream = ClientCalls.blockingBidiStreamingCall(
                    ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(headers(trace))),
                    GRPCInferenceServiceGrpc.getModelStreamInferMethod(),
                    CallOptions.DEFAULT);
            stream.write(request("twice"));
            stream.write(request("first"));
            stream.halfClose();
            assertThat(stream.read().getErrorMessage()).isEmpty();
            assertThat(stream.read().getErrorMessage()).isEmpty();
            assertThat(stream.read()).isNull();

            Eventually.within(PATIENCE, () -> {
                Reported call = one(trace, span -> span.parent().equals(CALLER));
                assertThat(collector.of(trace).stream()
                                .filter(span -> span.parent().equals(call.id()))
                                .filter(span -> span.name().equals("message"))
                                .map(span -> span.attributes().get("mlink.outcome")))
                        .containsExactlyInAnyOrder("exact", "predicted");
            });
        } finally {
            channel.shutdownNow();
        }
    }

    @Test
    void whereNobodyCollectsOursTritonStillKnowsTheClientsTrace() throws Exception {
        for (Callable<String> asked : List.<Callable<String>>of(
                () -> overGrpc(untraced, "twice"),
                () -> overGrpc(untraced, "first"),
                () -> overHttp(untraced, "twice"))) {
            seen(asked, trace -> assertThat(
                            one(trace, span -> span.parent().equals(CALLER)).service())
                    .isEqualTo("triton"));
        }
    }

    private static String over(String protocol, String model) throws Exception {
        return protocol.equals("grpc") ? overGrpc(tracing, model) : overHttp(tracing, model);
    }

    /** Asks until the spans have come: Triton sends its own once, and a busy machine loses some. */
    private static void seen(Callable<String> asked, Consumer<String> spans) {
        Eventually.within(PATIENCE.multipliedBy(3), () -> {
            String trace = asked.call();
            Eventually.within(PATIENCE.dividedBy(4), () -> spans.accept(trace));
        });
    }

    private static Reported one(String trace, Predicate<Reported> which) {
        List<Reported> found = collector.of(trace).stream().filter(which).toList();
        assertThat(found).as("of %s", collector.of(trace)).hasSize(1);
        return found.get(0);
    }

    private static String overGrpc(RuntimeProcess runtime, String model) {
        String trace = trace();
        ManagedChannel channel = channel(runtime);
        try {
            GRPCInferenceServiceGrpc.newBlockingStub(channel)
                    .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers(trace)))
                    .withDeadlineAfter(10, TimeUnit.SECONDS)
                    .modelInfer(request(model));
        } finally {
            channel.shutdownNow();
        }
        return trace;
    }

    private static String overHttp(RuntimeProcess runtime, String model) throws IOException, InterruptedException {
        String trace = trace();
        float value = ThreadLocalRandom.current().nextFloat();
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://" + runtime.http() + "/v2/models/" + model + "/infer"))
                .header("traceparent", parent(trace))
                .POST(BodyPublishers.ofString(
                        "{\"inputs\":[{\"name\":\"X\",\"datatype\":\"FP32\",\"shape\":[1,3],\"data\":[" + value
                                + ",2,3]}]}"))
                .build();
        var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return trace;
    }

    /** Of a frame that nobody has asked before. */
    private static ModelInferRequest request(String model) {
        float value = ThreadLocalRandom.current().nextFloat();
        Tensor tensor = Tensor.ofFloats("X", Datatype.FP32, Shape.of(1, AffineGroup.WIDTH), value, 2, 3);
        return InferenceRequest.of(model, List.of(tensor)).write();
    }

    private static ManagedChannel channel(RuntimeProcess runtime) {
        return ManagedChannelBuilder.forTarget(runtime.grpc()).usePlaintext().build();
    }

    private static Metadata headers(String trace) {
        Metadata headers = new Metadata();
        headers.put(Metadata.Key.of("traceparent", Metadata.ASCII_STRING_MARSHALLER), parent(trace));
        return headers;
    }

    private static String parent(String trace) {
        return "00-" + trace + "-" + CALLER + "-01";
    }

    private static String trace() {
        byte[] trace = new byte[16];
        ThreadLocalRandom.current().nextBytes(trace);
        return HexFormat.of().formatHex(trace);
    }

    private static RoutingTable table(RuntimeProcess runtime) throws IOException {
        AffineGroup group =
                new AffineGroup(Store.open(runtime.store().toString()).artifacts());
        return AffineGroup.table(1)
                .addEndpoints(endpoint("triton-0", triton.grpc().toString(), triton.http()))
                .addModels(exact("twice", "triton-0"))
                .addModels(predicted("first", group.link("twice", "first", 1, 0)))
                .build();
    }
}
