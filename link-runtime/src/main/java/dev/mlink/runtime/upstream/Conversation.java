package dev.mlink.runtime.upstream;

import dev.mlink.runtime.upstream.Reply.Outcome;
import io.grpc.ClientCall;
import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One ModelStreamInfer call to one Triton about one model. A model that answers every request once is answered in order,
 * so that the first answer belongs to the oldest request; of a decoupled one all answers go to whoever listens, and a
 * request has ended with the answer that says so, or with the call. What was given up would leave the answers of the others
 * with the wrong requests, and of a model whose process died none comes: it ends the call.
 */
final class Conversation extends ClientCall.Listener<byte[]> {
    /** Answers under way before the client has taken the ones before. */
    private static final int AHEAD = 16;

    private static final GrpcAnswer NOTHING_MORE = new GrpcAnswer(Status.OK, new byte[0]);

    private final Diagnosis diagnosis;
    private final boolean decoupled;
    private final Conversations.Client client;
    private final Function<Status, Reply<GrpcAnswer>> failure;
    private final Consumer<Conversation> ended;
    private final Queue<CompletableFuture<Reply<GrpcAnswer>>> waiting = new ArrayDeque<>();
    private ClientCall<byte[], byte[]> call;
    private Optional<Departure> departure = Optional.empty();
    private int withheld;
    private Optional<Status> end = Optional.empty();

    /**
     * @param decoupled whether the model answers a request any number of times
     * @param failure what the end of the call means to those that wait
     * @param ended told of this once the call has ended
     */
    Conversation(
            Diagnosis diagnosis,
            boolean decoupled,
            Conversations.Client client,
            Function<Status, Reply<GrpcAnswer>> failure,
            Consumer<Conversation> ended) {
        this.diagnosis = diagnosis;
        this.decoupled = decoupled;
        this.client = client;
        this.failure = failure;
        this.ended = ended;
    }

    synchronized void start(ClientCall<byte[], byte[]> begun, Departure departing) {
        call = begun;
        departure = Optional.of(departing);
        call.start(this, departing.headers());
        call.request(AHEAD);
    }

    /** Asks one more thing; completes with the answer, or when a decoupled model has said everything. */
    CompletionStage<Reply<GrpcAnswer>> say(byte[] message, Context within) {
        CompletableFuture<Reply<GrpcAnswer>> reply = new CompletableFuture<>();
        Optional<Status> over;
        synchronized (this) {
            over = end;
            if (over.isEmpty()) {
                waiting.add(reply);
                call.sendMessage(message);
            }
        }
        over.ifPresent(status -> reply.complete(failure.apply(status)));
        Context.CancellationListener givenUp =
                context -> giveUp(reply, lost("the request was given up", context.cancellationCause()));
        within.addListener(givenUp, Runnable::run);
        return reply.whenComplete((done, failed) -> within.removeListener(givenUp));
    }

    private void giveUp(CompletableFuture<Reply<GrpcAnswer>> reply, Reply<GrpcAnswer> lost) {
        if (reply.complete(lost)) {
            List<CompletableFuture<Reply<GrpcAnswer>>> left = end(Status.CANCELLED);
            call.cancel(lost.error(), null);
            left.forEach(other -> other.complete(lost));
        }
    }

    /** Nothing more is said or heard; whoever waits is to be told so. */
    private synchronized List<CompletableFuture<Reply<GrpcAnswer>>> end(Status status) {
        end = Optional.of(status);
        List<CompletableFuture<Reply<GrpcAnswer>>> left = new ArrayList<>(waiting);
        waiting.clear();
        return left;
    }

    /** Whether what is said now leaves at once. */
    synchronized boolean ready() {
        return end.isPresent() || call.isReady();
    }

    synchronized boolean over() {
        return end.isPresent();
    }

    /** Nothing more will be said. */
    synchronized void finish() {
        if (end.isEmpty()) {
            call.halfClose();
        }
    }

    /** The client takes answers again. */
    synchronized void resume() {
        if (withheld > 0 && end.isEmpty()) {
            call.request(withheld);
            withheld = 0;
        }
    }

    @Override
    public void onMessage(byte[] message) {
        StreamedAnswer said = StreamedAnswer.of(message);
        if (decoupled) {
            client.heard(message);
        }
        if (!decoupled || said.last()) {
            take().ifPresent(reply -> reply.complete(reply(said, message)));
        }
        replenish();
    }

    @Override
    public void onReady() {
        client.relieved();
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
        List<CompletableFuture<Reply<GrpcAnswer>>> left = end(status);
        departing().ifPresent(call -> call.ended(status));
        ended.accept(this);
        boolean said = decoupled && status.isOk();
        left.forEach(reply ->
                reply.complete(said ? new Reply<>(Outcome.ANSWERED, NOTHING_MORE, "") : failure.apply(status)));
    }

    private synchronized Optional<CompletableFuture<Reply<GrpcAnswer>>> take() {
        return Optional.ofNullable(waiting.poll());
    }

    private synchronized Optional<Departure> departing() {
        return departure;
    }

    private void replenish() {
        boolean takes = client.ready();
        synchronized (this) {
            if (takes) {
                call.request(1);
            } else {
                withheld++;
            }
        }
    }

    private Reply<GrpcAnswer> reply(StreamedAnswer said, byte[] message) {
        GrpcAnswer answer = decoupled ? NOTHING_MORE : new GrpcAnswer(Status.OK, message);
        return said.error().isEmpty()
                ? new Reply<>(Outcome.ANSWERED, answer, "")
                : new Reply<>(diagnosis.of(said.error()), answer, said.error());
    }

    private static Reply<GrpcAnswer> lost(String otherwise, Throwable cause) {
        Status status = cause == null ? Status.CANCELLED : Status.fromThrowable(cause);
        String sentence = status.getDescription() == null ? otherwise : status.getDescription();
        return new Reply<>(Outcome.BROKEN, GrpcAnswer.failed(Status.UNAVAILABLE.withDescription(sentence)), sentence);
    }
}
