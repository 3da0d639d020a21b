package dev.mlink.runtime.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlink.runtime.routing.Catalogue;
import dev.mlink.runtime.routing.Refusal;
import dev.mlink.runtime.routing.Statistics;
import dev.mlink.runtime.upstream.Diagnosis;
import dev.mlink.runtime.upstream.HttpAnswer;
import dev.mlink.runtime.upstream.HttpQuestion;
import dev.mlink.runtime.upstream.Reply;
import dev.mlink.runtime.upstream.Reply.Outcome;
import dev.mlink.runtime.upstream.TritonHttp;
import dev.mlink.triton.wire.ModelStatisticsResponse;
import io.grpc.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Everything over HTTP but inference: health, metadata, configuration, statistics and the index. */
final class HttpInquiries {
    private static final String JSON = "application/json";

    private final Catalogue catalogue;
    private final Statistics statistics;
    private final Optional<TritonHttp> triton;
    private final ServerDescription description;
    private final ObjectMapper json;
    private final TritonJson printer = new TritonJson();

    HttpInquiries(
            Catalogue catalogue,
            Statistics statistics,
            Optional<TritonHttp> triton,
            ServerDescription description,
            ObjectMapper json) {
        this.catalogue = catalogue;
        this.statistics = statistics;
        this.triton = triton;
        this.description = description;
        this.json = json;
    }

    /** Fails with a {@link Refusal}. */
    CompletionStage<HttpAnswer> answer(HttpPath path, HttpQuestion question, Context scope) {
        return switch (path.subject()) {
            case SERVER -> CompletableFuture.completedFuture(ok(server()));
            case LIVE -> CompletableFuture.completedFuture(empty(true));
            case READY -> catalogue.serverReady(scope).thenApply(HttpInquiries::empty);
            case INDEX -> CompletableFuture.completedFuture(ok(index(question.body())));
            case MODEL -> fromTriton(path, question, scope, () -> catalogue
                    .metadata(path.model(), path.version(), scope)
                    .thenApply(printer::print));
            case MODEL_CONFIG -> fromTriton(path, question, scope, () -> catalogue
                    .config(path.model(), path.version(), scope)
                    .thenApply(printer::print));
            case MODEL_READY -> catalogue
                    .modelReady(path.model(), path.version(), scope)
                    .thenApply(ready -> ready ? empty(true) : notReady());
            case MODEL_STATS -> statistics
                    .of(path.model(), path.version(), scope)
                    .thenApply(models -> ok(printer.print(ModelStatisticsResponse.newBuilder()
                            .addAllModelStats(models)
                            .build())));
            case UNSERVED -> throw new Refusal(UnservedCalls.refusal(question.path()));
            case MODEL_INFER, MODEL_GENERATE, MODEL_GENERATE_STREAM -> throw new IllegalArgumentException(
                    "inference is no inquiry");
        };
    }

    /** Triton speaks for a loaded model, in its own bytes where HTTP leads there; the catalogue for the others. */
    private CompletionStage<HttpAnswer> fromTriton(
            HttpPath path, HttpQuestion question, Context scope, Supplier<CompletionStage<ObjectNode>> catalogued) {
        Diagnosis diagnosis = new Diagnosis(path.model(), path.version());
        CompletionStage<Optional<HttpAnswer>> said = triton.flatMap(
                        way -> catalogue.executedAt(path.model()).map(place -> way.send(
                                        place.http(), diagnosis, question, scope)
                                .thenApply(HttpInquiries::spoken)))
                .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()));
        return said.thenCompose(answer -> answer.<CompletionStage<HttpAnswer>>map(CompletableFuture::completedFuture)
                .orElseGet(() -> catalogued.get().thenApply(HttpInquiries::ok)));
    }

    private static Optional<HttpAnswer> spoken(Reply<HttpAnswer> reply) {
        boolean spoke = reply.outcome() == Outcome.ANSWERED || reply.outcome() == Outcome.REFUSED;
        return spoke ? Optional.of(reply.answer()) : Optional.empty();
    }

    private ObjectNode server() {
        ObjectNode server =
                json.createObjectNode().put("name", description.name()).put("version", description.version());
        description.extensions().forEach(server.withArray("extensions")::add);
        return server;
    }

    private ArrayNode index(Buffer body) {
        ArrayNode index = json.createArrayNode();
        catalogue.index(readyOnly(body)).forEach(entry -> {
            ObjectNode node = index.addObject().put("name", entry.getName());
            putUnlessEmpty(node, "version", entry.getVersion());
            putUnlessEmpty(node, "state", entry.getState());
            putUnlessEmpty(node, "reason", entry.getReason());
        });
        return index;
    }

    private boolean readyOnly(Buffer body) {
        return body.length() > 0
                && new HttpInferBody(body, body.length())
                        .tree(json)
                        .path("ready")
                        .asBoolean();
    }

    private static void putUnlessEmpty(ObjectNode node, String field, String value) {
        if (!value.isEmpty()) {
            node.put(field, value);
        }
    }

    private static HttpAnswer notReady() {
        return HttpErrors.plain(HttpStatus.BAD_REQUEST, "Model version not ready");
    }

    private static HttpAnswer empty(boolean ok) {
        return new HttpAnswer(
                ok ? HttpStatus.OK.code() : HttpStatus.BAD_REQUEST.code(),
                MultiMap.caseInsensitiveMultiMap().add("Content-Type", "text/plain"),
                Buffer.buffer());
    }

    private static HttpAnswer ok(JsonNode body) {
        return new HttpAnswer(
                HttpStatus.OK.code(),
                MultiMap.caseInsensitiveMultiMap().add("Content-Type", JSON),
                Buffer.buffer(body.toString()));
    }
}
