package dev.mlink.runtime.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** A collector of OpenTelemetry's protocol over HTTP: of protobuf as our runtime sends, and of JSON as Triton does. */
public final class SpanCollector implements AutoCloseable {
    private final HttpServer server;
    private final List<Reported> spans = new CopyOnWriteArrayList<>();

    /** A span; its identifiers in hexadecimal. */
    public record Reported(
            String service, String name, String trace, String id, String parent, Map<String, String> attributes) {}

    public SpanCollector() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::take);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Of one trace, by those who reported them. */
    public List<Reported> of(String trace) {
        return spans.stream().filter(span -> span.trace().equals(trace)).toList();
    }

    private void take(HttpExchange exchange) throws IOException {
        byte[] sent = exchange.getRequestBody().readAllBytes();
        boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        byte[] body = zipped ? inflated(sent) : sent;
        boolean json = exchange.getRequestHeaders().getFirst("Content-Type").contains("json");
        spans.addAll(json ? ofJson(body) : ofProtobuf(body));
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }

    private static byte[] inflated(byte[] zipped) throws IOException {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(zipped))) {
            return in.readAllBytes();
        }
    }

    private static List<Reported> ofProtobuf(byte[] body) throws IOException {
        HexFormat hex = HexFormat.of();
        return ExportTraceServiceRequest.parseFrom(body).getResourceSpansList().stream()
                .flatMap(resource -> resource.getScopeSpansList().stream()
                        .flatMap(scope -> scope.getSpansList().stream())
                        .map(span -> {
                            Map<String, String> attributes = new HashMap<>();
                            span.getAttributesList().forEach(one -> attributes.put(one.getKey(), text(one.getValue())));
                            return new Reported(
                                    "runtime",
                                    span.getName(),
                                    hex.formatHex(span.getTraceId().toByteArray()),
                                    hex.formatHex(span.getSpanId().toByteArray()),
                                    hex.formatHex(span.getParentSpanId().toByteArray()),
                                    attributes);
                        }))
                .toList();
    }

    private static String text(io.opentelemetry.proto.common.v1.AnyValue value) {
        return value.hasStringValue() ? value.getStringValue() : Long.toString(value.getIntValue());
    }

    private static List<Reported> ofJson(byte[] body) {
        return objects(new JsonObject(Buffer.buffer(body)), "resourceSpans")
                .flatMap(resource -> objects(resource, "scopeSpans"))
                .flatMap(scope -> objects(scope, "spans"))
                .map(span -> new Reported(
                        "triton",
                        span.getString("name"),
                        span.getString("traceId"),
                        span.getString("spanId"),
                        span.getString("parentSpanId", ""),
                        Map.of()))
                .toList();
    }

    private static Stream<JsonObject> objects(JsonObject parent, String name) {
        return parent.getJsonArray(name, new JsonArray()).stream().map(JsonObject.class::cast);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
