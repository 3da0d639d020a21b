package dev.mlink.runtime.routing;

import dev.mlink.runtime.propagation.Propagated;
import dev.mlink.runtime.upstream.Diagnosis;
import dev.mlink.runtime.upstream.Reply;
import dev.mlink.runtime.upstream.Reply.Outcome;
import io.grpc.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Has a model executed: on the endpoints in turn, those where it is sick last, and on one other endpoint when it is
 * gone from the first. Nothing else is retried, since anything else may have been executed.
 */
final class ExactCalls {
    private static final long TRIAL_SECONDS = 10;

    private final ModelHealth health;
    private final CallsUnderWay underWay;
    private final RoutingMetrics metrics;
    private final ScheduledExecutorService timer;
    private final AtomicInteger turn = new AtomicInteger();

    /** @param bytes how large the request is */
    record Outgoing<A>(int bytes, Sender<A> sender) {}

    ExactCalls(ModelHealth health, CallsUnderWay underWay, RoutingMetrics metrics, ScheduledExecutorService timer) {
        this.health = health;
        this.underWay = underWay;
        this.metrics = metrics;
        this.timer = timer;
    }

    /** Whether the model is well on some endpoint, so that trying it is better than predicting at once. */
    boolean promising(RoutingTable table, ModelRoute route) {
        return table.endpointsOf(route).stream().anyMatch(endpoint -> !health.sick(route.model(), endpoint));
    }

    /** GONE when it is gone everywhere that was tried; never fails exceptionally. */
    <A> CompletionStage<Reply<A>> call(RoutingTable table, ModelRoute route, Outgoing<A> outgoing, Context scope) {
        List<Endpoint> endpoints = inTurn(table, route);
        if (!health.sick(route.model(), endpoints.get(0)) && !route.decoupled()) {
            // where it is sick nobody else asks, and whether it is well again is to be known
            probe(table, route, outgoing, scope);
        }
        return call(route, endpoints, outgoing, scope);
    }

    /** The same for what reaches the client as it comes: no copy is sent anywhere. */
    <A> CompletionStage<Reply<A>> callOnce(RoutingTable table, ModelRoute route, Outgoing<A> outgoing, Context scope) {
        return call(route, inTurn(table, route), outgoing, scope);
    }

    private <A> CompletionStage<Reply<A>> call(
            ModelRoute route, List<Endpoint> endpoints, Outgoing<A> outgoing, Context scope) {
        return attempt(route, endpoints.get(0), outgoing, scope)
                .thenCompose(reply -> reply.outcome() == Outcome.GONE && endpoints.size() > 1
                        ? attempt(route, endpoints.get(1), outgoing, scope)
                        : CompletableFuture.completedFuture(reply));
    }

    /** Sends a copy to where a sick model is due for a trial; the client is answered elsewhere, and may be gone before. */
    <A> void probe(RoutingTable table, ModelRoute route, Outgoing<A> outgoing, Context client) {
        for (Endpoint endpoint : table.endpointsOf(route)) {
            if (health.trialDue(route.model(), endpoint)) {
                Context.CancellableContext scope =
                        new Propagated(client).alone().withDeadlineAfter(TRIAL_SECONDS, TimeUnit.SECONDS, timer);
                attemptWithin(scope, () -> attempt(route, endpoint, outgoing, scope));
            }
        }
    }

    /** Ends the scope with the attempt, also where that cannot begin. */
    private static void attemptWithin(Context.CancellableContext scope, Supplier<CompletionStage<?>> attempt) {
        try {
            attempt.get().whenComplete((reply, failed) -> scope.cancel(null));
        } catch (RuntimeException neverBegun) {
            scope.cancel(neverBegun);
            throw neverBegun;
        }
    }

    private <A> CompletionStage<Reply<A>> attempt(
            ModelRoute route, Endpoint endpoint, Outgoing<A> outgoing, Context scope) {
        Context.CancellableContext call = underWay.begun(route.model(), endpoint, outgoing.bytes(), scope);
        try {
            return outgoing.sender()
                    .send(endpoint, new Diagnosis(route.model(), route.version()), call)
                    .whenComplete((reply, failed) -> ended(route, endpoint, call, reply));
        } catch (RuntimeException neverBegun) {
            underWay.ended(route.model(), endpoint, call, false);
            throw neverBegun;
        }
    }

    private void ended(ModelRoute route, Endpoint endpoint, Context.CancellableContext call, Reply<?> reply) {
        String model = route.model();
        boolean answered = reply.outcome() == Outcome.ANSWERED;
        // what was given up, or whose client left, says nothing of its own about the model
        boolean cancelled = call.isCancelled();
        underWay.ended(
                model, endpoint, call, answered && !route.decoupled()); // whose answers take as long as they like
        if (cancelled && !answered) {
            return;
        }
        if (!answered) {
            metrics.countUpstreamError(model, reply.outcome());
        }
        health.ended(model, endpoint, reply.outcome(), reply.error());
        if (reply.outcome() == Outcome.BROKEN) {
            underWay.giveUp(model, endpoint, reply.error());
        }
    }

    private List<Endpoint> inTurn(RoutingTable table, ModelRoute route) {
        List<Endpoint> all = table.endpointsOf(route);
        int first = Math.floorMod(turn.getAndIncrement(), all.size());
        List<Endpoint> well = new ArrayList<>();
        List<Endpoint> sick = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            Endpoint endpoint = all.get((first + i) % all.size());
            (health.sick(route.model(), endpoint) ? sick : well).add(endpoint);
        }
        well.addAll(sick);
        return well;
    }
}
