package dev.mlink.runtime.upstream;

import dev.mlink.triton.TritonAddress;
import io.grpc.Context;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** What one client's ModelStreamInfer call says to Tritons: one call for each endpoint and model. */
public final class Conversations {
    private final TritonGrpc triton;
    private final Context scope;
    private final Client client;
    private final Map<Partner, Conversation> open = new HashMap<>();
    private boolean finished;

    private record Partner(TritonAddress address, String model) {}

    /** The client's side of the call. */
    public interface Client {
        /** Takes an answer of a decoupled model. */
        void heard(byte[] message);

        /** Whether it keeps up with what it is told. */
        boolean ready();

        /** More can be said to Triton without waiting. */
        void relieved();

        /** Everything has been said and heard. */
        void finished();
    }

    Conversations(TritonGrpc triton, Context scope, Client client) {
        this.triton = triton;
        this.scope = scope;
        this.client = client;
    }

    /**
     * Sends an encoded ModelInferRequest; the reply never fails exceptionally.
     *
     * @param decoupled whether the model answers any number of times: the reply then comes last and says nothing more
     */
    public CompletionStage<Reply<GrpcAnswer>> say(
            TritonAddress address, Diagnosis diagnosis, boolean decoupled, byte[] message, Context within) {
        Conversation conversation = with(new Partner(address, diagnosis.model()), diagnosis, decoupled);
        return triton.counted(diagnosis, () -> conversation.say(message, within));
    }

    /** Whether Triton keeps up with what it is told. */
    public synchronized boolean ready() {
        return open.values().stream().allMatch(Conversation::ready);
    }

    /** The client will say nothing more, and is told once Triton has not either. */
    public void finish() {
        List<Conversation> left;
        synchronized (this) {
            if (finished) {
                return;
            }
            finished = true;
            left = new ArrayList<>(open.values());
        }
        left.forEach(Conversation::finish);
        if (left.isEmpty()) {
            client.finished();
        }
    }

    /** The client takes answers again. */
    public synchronized void resume() {
        open.values().forEach(Conversation::resume);
    }

    private synchronized Conversation with(Partner partner, Diagnosis diagnosis, boolean decoupled) {
        Conversation known = open.get(partner);
        if (known != null && !known.over()) {
            return known;
        }
        Conversation begun = triton.converse(
                partner.address(),
                scope,
                failure -> new Conversation(
                        diagnosis,
                        decoupled,
                        client,
                        status -> failure.apply(diagnosis, status),
                        over -> ended(partner, over)));
        if (!begun.over()) {
            open.put(partner, begun);
        }
        return begun;
    }

    private void ended(Partner partner, Conversation over) {
        boolean last;
        synchronized (this) {
            open.remove(partner, over);
            last = finished && open.isEmpty();
        }
        if (last) {
            client.finished();
        }
    }
}
