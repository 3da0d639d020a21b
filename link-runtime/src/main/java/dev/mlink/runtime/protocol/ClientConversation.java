package dev.mlink.runtime.protocol;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.mlink.runtime.propagation.Endings;
import dev.mlink.runtime.propagation.Traced;
import dev.mlink.runtime.propagation.Tracing;
import dev.mlink.runtime.protocol.OrderedAnswers.Place;
import dev.mlink.runtime.routing.Catalogue;
import dev.mlink.runtime.routing.ClientAnswer;
import dev.mlink.runtime.routing.ClientAnswer.Passed;
import dev.mlink.runtime.routing.ClientAnswer.Refused;
import dev.mlink.runtime.routing.Endpoint;
import dev.mlink.runtime.routing.Refusal;
import dev.mlink.runtime.routing.Router;
import dev.mlink.runtime.upstream.Conversations;
import dev.mlink.runtime.upstream.Diagnosis;
import dev.mlink.runtime.upstream.GrpcAnswer;
import dev.mlink.runtime.upstream.Reply;
import dev.mlink.runtime.upstream.TritonGrpc;
import dev.mlink.triton.wire.ModelInferResponse;
import dev.mlink.triton.wire.ModelStreamInferResponse;
import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * One client's ModelStreamInfer call. Each message is routed on its own, whatever model it is for, and answered in order;
 * only what decoupled models say leaves as it comes. An error is an answer, unless the client asked that it end the call.
 */
final class ClientConversation extends ServerCall.Listener<byte[]>
        implements Conversations.Client, GrpcRequest.Upstream {
    /** Messages, and their bytes, that are read before the first of them is answered. */
    private static final int WINDOW = 64;

    private static final long WINDOW_BYTES = 4L << 20;

    private static final Metadata.Key<String> ERRORS_ARE_FATAL = GrpcHeaders.key("triton_grpc_error");

    private final ServerCall<byte[], byte[]> call;
    private final Tracing tracing;
    private final Router router;
    private final Catalogue catalogue;
    private final Conversations tritons;
    private final OrderedAnswers answers;
    private final DirectiveReader directives = new DirectiveReader();
    private final Map<String, String> asked;
    private final boolean fatal;
    private final Context scope = Context.current();
    private final StreamedBytes bytes = AdmittedCalls.bytes();
    private int unanswered;
    private long unansweredBytes;
    private boolean asksForMore;
    private volatile boolean listens;
    private volatile boolean saidAll;

    ClientConversation(
            ServerCall<byte[], byte[]> call,
            Metadata headers,
            Router router,
            Catalogue catalogue,
            TritonGrpc triton,
            Tracing tracing) {
        this.tracing = tracing;
        this.call = call;
        this.router = router;
        this.catalogue = catalogue;
        this.asked = GrpcHeaders.directives(headers);
        this.fatal = "true".equals(headers.get(ERRORS_ARE_FATAL));
        this.tritons = triton.conversations(scope, this);
        this.answers = new OrderedAnswers(call);
    }

    /** Asks the client for its first message, whether it listens already or not. */
    void begin() {
        asksForMore = true;
        call.request(1);
    }

    @Override
    public void onMessage(byte[] message) {
        came(message.length);
        ScannedRequest scanned;
        try {
            scanned = ScannedRequest.of(message);
        } catch (Refusal unreadable) {
            answers.close(unreadable.status());
            return;
        }
        listens = catalogue.decoupled(scanned.model());
        if (listens) {
            answer(scanned).thenAccept(reply -> {
                answers.write(reply);
                readOn(); // what was said to Triton may have ended before it was taken
            });
            answered(message.length);
        } else {
            Place place = answers.next(message.length);
            answer(scanned).thenAccept(reply -> {
                answers.put(place, reply).forEach(left -> answered(left.size()));
                finishOnceComplete();
            });
            readOn();
        }
    }

    @Override
    public void onHalfClose() {
        saidAll = true;
        finishOnceComplete();
    }

    @Override
    public void onReady() {
        tritons.resume();
        readOn();
    }

    @Override
    public CompletionStage<Reply<GrpcAnswer>> send(
            Endpoint endpoint, Diagnosis diagnosis, byte[] message, Context within) {
        return tritons.say(endpoint.grpc(), diagnosis, catalogue.decoupled(diagnosis.model()), message, within);
    }

    @Override
    public ModelInferResponse read(byte[] message) throws InvalidProtocolBufferException {
        return ModelStreamInferResponse.parseFrom(message).getInferResponse();
    }

    @Override
    public void heard(byte[] message) {
        answers.write(StreamedReply.passed(message, catalogue.epoch()));
    }

    @Override
    public boolean ready() {
        return call.isReady();
    }

    @Override
    public void relieved() {
        readOn();
    }

    @Override
    public void finished() {
        answers.close(Status.OK);
    }

    private CompletionStage<StreamedReply> answer(ScannedRequest scanned) {
        Traced message = tracing.part(scope, "message");
        Endings endings = new Endings(message.span(), true);
        try {
            GrpcRequest request =
                    new GrpcRequest(scanned, directives.read(scanned.directives(), asked), message.scope(), this);
            return router.answer(request).thenApply(answer -> {
                endings.with(status(answer));
                return StreamedReply.of(answer, scanned.id(), fatal);
            });
        } catch (Refusal refusal) {
            endings.with(refusal.status());
            return CompletableFuture.completedFuture(StreamedReply.error(refusal.status(), scanned.id(), fatal));
        }
    }

    private static Status status(ClientAnswer<GrpcAnswer> answer) {
        if (answer instanceof Passed<GrpcAnswer> passed) {
            return passed.answer().status();
        }
        return answer instanceof Refused<GrpcAnswer> refused ? refused.status() : Status.OK;
    }

    private void finishOnceComplete() {
        if (saidAll && answers.complete()) {
            tritons.finish();
        }
    }

    private synchronized void came(int size) {
        bytes.came(size);
        asksForMore = false;
        unanswered++;
        unansweredBytes += size;
    }

    /** One that a decoupled model was asked counts as answered at once: that answers as often as it likes. */
    private void answered(int size) {
        synchronized (this) {
            unanswered--;
            unansweredBytes -= size;
        }
        bytes.answered(size);
        readOn();
    }

    /** As long as answers come and the client takes them; where none is waited for, as long as Triton keeps up. */
    private void readOn() {
        if (call.isReady() && (!listens || tritons.ready()) && takesMore()) {
            call.request(1);
        }
    }

    private synchronized boolean takesMore() {
        boolean more = !asksForMore && unanswered < WINDOW && unansweredBytes < WINDOW_BYTES;
        asksForMore |= more;
        return more;
    }
}
