package dev.mlink.runtime.protocol;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mlink.runtime.routing.Catalogue;
import dev.mlink.runtime.routing.ClientAnswer;
import dev.mlink.runtime.routing.ClientAnswer.Composed;
import dev.mlink.runtime.routing.ClientAnswer.Passed;
import dev.mlink.runtime.routing.ClientAnswer.Refused;
import dev.mlink.runtime.routing.Directives;
import dev.mlink.runtime.routing.ModelSignature;
import dev.mlink.runtime.routing.Refusal;
import dev.mlink.runtime.routing.Router;
import dev.mlink.runtime.upstream.HttpAnswer;
import dev.mlink.runtime.upstream.HttpQuestion;
import dev.mlink.triton.wire.InferParameter;
import io.grpc.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Inference over HTTP: passed on byte for byte, or read and answered here. */
final class HttpInferences {
    private static final String EPOCH = "mlink-epoch";
    private static final String CODING = "Content-Encoding";

    private final Router router;
    private final Catalogue catalogue;
    private final HttpExecution execution;
    private final ObjectMapper json;
    private final HttpInferReader reader;
    private final HttpOutputReader outputs;
    private final HttpInferWriter writer;
    private final ContentCoding coding = new ContentCoding();
    private final AnswerCoding answerCoding = new AnswerCoding();
    private final DirectiveReader directives = new DirectiveReader();

    HttpInferences(
            Router router, Catalogue catalogue, HttpExecution execution, HttpInferWriter writer, ObjectMapper json) {
        this.router = router;
        this.catalogue = catalogue;
        this.execution = execution;
        this.json = json;
        this.reader = new HttpInferReader(json);
        this.outputs = new HttpOutputReader(json);
        this.writer = writer;
    }

    /** Fails with a {@link Refusal}. */
    CompletionStage<HttpAnswer> answer(HttpPath path, HttpQuestion question, Context scope, Room room) {
        HttpRequest request = request(path, question, scope, room);
        return router.answer(request)
                .thenApply(answer -> form(
                        request, answer, Optional.ofNullable(question.headers().get("Accept-Encoding"))));
    }

    private HttpRequest request(HttpPath path, HttpQuestion question, Context scope, Room room) {
        Optional<String> encoding = Optional.ofNullable(question.headers().get(CODING));
        Buffer content = coding.inflate(
                encoding.orElse(""),
                question.body(),
                bytes -> room.require(bytes, question.body().length()));
        HttpInferBody body =
                HttpInferBody.of(content, Optional.ofNullable(question.headers().get(HttpInferBody.HEADER_LENGTH)));
        JsonScan scan = body.scan();
        scan.requireHarmless();
        if (scan.classifies() || scan.directs()) {
            room.requireToRead(body);
        }
        Optional<ModelSignature> signature = catalogue.signature(path.model());
        if (scan.classifies()) {
            signature.ifPresent(known -> new ClassifiedTexts(known).refuse(body.tree(json)));
        }
        Map<String, InferParameter> ours = scan.directs() ? body.directives(json) : Map.of();
        Directives asked = directives.read(ours, new ForwardedHeaders(question.headers()).ours());
        HttpQuestion forwarded =
                ours.isEmpty() ? original(question, body) : rewritten(question, body.withoutDirectives(json));
        return new HttpRequest(path, body, room, scan, signature, forwarded, asked, scope, execution, reader, outputs);
    }

    /** The bytes as they came. */
    private static HttpQuestion original(HttpQuestion question, HttpInferBody body) {
        return new HttpQuestion(question.method(), question.path(), headers(question, body), question.body());
    }

    private static HttpQuestion rewritten(HttpQuestion question, HttpInferBody body) {
        MultiMap headers = headers(question, body).remove(CODING);
        if (headers.contains(HttpInferBody.HEADER_LENGTH)) {
            headers.set(HttpInferBody.HEADER_LENGTH, Integer.toString(body.jsonLength()));
        }
        return new HttpQuestion(question.method(), question.path(), headers, body.content());
    }

    private static MultiMap headers(HttpQuestion question, HttpInferBody body) {
        boolean binary = body.jsonLength() < body.content().length();
        return new ForwardedHeaders(question.headers())
                .forTriton(binary ? "application/octet-stream" : HttpInferBody.JSON);
    }

    private HttpAnswer form(HttpRequest request, ClientAnswer<HttpAnswer> answer, Optional<String> accepted) {
        if (answer instanceof Passed<HttpAnswer> passed) {
            return passed.answer().status() == HttpStatus.OK.code()
                    ? withEpoch(passed.answer(), passed.epoch())
                    : passed.answer();
        } else if (answer instanceof Composed<HttpAnswer> composed) {
            HttpAnswer written = writer.write(request.decode(), composed.response());
            return withEpoch(answerCoding.code(written, accepted), composed.epoch());
        }
        throw new Refusal(((Refused<HttpAnswer>) answer).status());
    }

    private static HttpAnswer withEpoch(HttpAnswer answer, long epoch) {
        answer.headers().set(EPOCH, Long.toString(epoch));
        return answer;
    }
}
