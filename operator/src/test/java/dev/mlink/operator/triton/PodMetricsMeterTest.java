package dev.mlink.operator.triton;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.mlink.operator.triton.MemoryReading.Measured;
import dev.mlink.operator.triton.MemoryReading.NotMeasured;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** At the wire, with what metrics-server writes: the cluster of these tests has none. */
class PodMetricsMeterTest {
    private static final String PATH = "/apis/metrics.k8s.io/v1beta1/namespaces/digits/pods/triton-0";
    private static final String POD =
            """
            {"kind": "PodMetrics", "apiVersion": "metrics.k8s.io/v1beta1",
             "metadata": {"name": "triton-0", "namespace": "digits"},
             "timestamp": "2026-01-01T12:00:00Z", "window": "15.2s",
             "containers": [{"name": "log", "usage": {"cpu": "1m", "memory": "8Ki"}},
                            {"name": "triton", "usage": {"cpu": "3m", "memory": "409600Ki"}}]}
            """;

    private HttpServer server;
    private KubernetesClient client;
    private int status = 200;
    private String body = POD;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            boolean known = exchange.getRequestURI().getPath().equals(PATH);
            byte[] answer = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(known ? status : 500, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        Config config = new ConfigBuilder(Config.empty())
                .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
                .withRequestRetryBackoffLimit(0)
                .build();
        client = new KubernetesClientBuilder().withConfig(config).build();
    }

    @AfterEach
    void stop() {
        client.close();
        server.stop(0);
    }

    @Test
    void readsTheContainerThatTritonRunsIn() {
        assertThat(read("triton"))
                .isEqualTo(new Measured(400L << 20, Instant.parse("2026-01-01T12:00:00Z"), MemorySource.POD_METRICS));
    }

    @Test
    void saysWhatToSetWhenItMayNot() {
        status = 403;
        assertThat(reason("triton")).contains("podMetrics");
    }

    @Test
    void saysThatNobodyServesTheApi() {
        status = 404;
        assertThat(reason("triton")).contains("digits/triton-0", "metrics-server");
    }

    @Test
    void namesTheContainerThatHasNoFigures() {
        assertThat(reason("other")).contains("container other");
    }

    private MemoryReading read(String container) {
        return new PodMetricsMeter(client).read("digits", "triton-0", container);
    }

    private String reason(String container) {
        return ((NotMeasured) read(container)).reason();
    }
}
