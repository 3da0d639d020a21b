package dev.mlink.runtime.routing;

import dev.mlink.runtime.prediction.Uncertainty;
import dev.mlink.runtime.propagation.Tracing;
import dev.mlink.runtime.routing.ActiveTable.CompiledPredictor;
import dev.mlink.runtime.routing.ClientAnswer.Composed;
import dev.mlink.runtime.routing.ClientAnswer.Passed;
import dev.mlink.runtime.routing.ClientAnswer.Refused;
import dev.mlink.runtime.routing.ExactCalls.Outgoing;
import dev.mlink.runtime.sampling.SampleIntake;
import dev.mlink.runtime.sharing.JoinedInputs;
import dev.mlink.runtime.sharing.SharedRuns;
import dev.mlink.runtime.upstream.InFlight;
import dev.mlink.runtime.upstream.Reply;
import dev.mlink.runtime.upstream.TritonGrpc;
import dev.mlink.triton.tensor.AnsweredOutput;
import dev.mlink.triton.tensor.InferenceResponse;
import dev.mlink.triton.wire.InferParameter;
import dev.mlink.triton.wire.ModelInferRequest;
import dev.mlink.triton.wire.ModelInferRequest.InferRequestedOutputTensor;
import io.grpc.Context;
import io.grpc.Status;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Has every request answered by the table in force when it came: passed on to Triton, predicted, or put together for
 * the group. A model that is gone from Triton is predicted where the table has a predictor.
 */
public final class Router {
    private final TableInForce tables;
    private final ExactCalls calls;
    private final PredictedAnswers predictions;
    private final GroupAnswers groups;
    private final LastAnswers lasts;
    private final SampleCapture samples;
    private final Sequences sequences;
    private final SampleJoins joins;
    private final Optional<SharedSources> shared;
    private final RoutingMetrics metrics;
    private final Statistics statistics;
    private final ScheduledExecutorService timer;

    /**
     * @param uncertainty what is told of the samples that are offered to learn from; nothing when it is empty
     * @param sharing executes models once for several requests; each executes its own when it is empty
     */
    public Router(
            TableInForce tables,
            ModelHealth health,
            CallsUnderWay underWay,
            InFlight inFlight,
            TritonGrpc triton,
            SampleIntake samples,
            Optional<Uncertainty> uncertainty,
            Statistics statistics,
            Optional<SharedRuns> sharing,
            JoinedInputs joined,
            MeterRegistry registry,
            ScheduledExecutorService timer) {
        this.tables = tables;
        this.metrics = new RoutingMetrics(registry);
        this.calls = new ExactCalls(health, underWay, metrics, timer);
        ModelRuns runs = new ModelRuns(calls, triton, metrics);
        this.shared = sharing.map(together -> new SharedSources(runs, together, metrics));
        Sources sources = new Sources(runs, shared);
        this.joins = new SampleJoins(joined);
        this.predictions = new PredictedAnswers(sources, metrics);
        this.lasts = new LastAnswers(new LastSeen(), Clock.systemUTC());
        this.groups = new GroupAnswers(sources, lasts, metrics);
        this.samples = new SampleCapture(samples, uncertainty);
        this.timer = timer;
        this.statistics = statistics;
        this.sequences = new Sequences(inFlight, Clock.systemUTC());
        timer.scheduleWithFixedDelay(sequences::forgetIdle, 1, 1, TimeUnit.SECONDS);
    }

    /** Never fails exceptionally. */
    public <A> CompletionStage<ClientAnswer<A>> answer(ClientRequest<A> request) {
        try {
            return route(request)
                    .exceptionally(failure -> refused(request, failure))
                    .thenApply(answer -> traced(request, answer));
        } catch (RuntimeException failure) {
            return CompletableFuture.completedFuture(traced(request, refused(request, failure)));
        }
    }

    /**
     * Has a loaded model executed in a way that no prediction replaces. The reply never fails exceptionally.
     *
     * @param way what it is called
     * @param size bytes of the request
     * @throws Refusal for a model that is not loaded
     */
    public <A> CompletionStage<Reply<A>> execute(String model, String way, int size, Sender<A> sender, Context scope) {
        ActiveTable table = tables.current().orElseThrow(Router::noTable);
        if (model.equals(table.table().group())) {
            throw notPredicted(model, way);
        }
        ModelRoute route = table.table().model(model).orElseThrow(() -> unknown(model));
        if (route.state() != ModelRoute.State.EXACT) {
            throw notPredicted(model, way);
        }
        return calls.callOnce(table.table(), route, new Outgoing<>(size, sender), scope)
                .whenComplete((reply, none) -> count(route, reply));
    }

    private static <A> ClientAnswer<A> traced(ClientRequest<A> request, ClientAnswer<A> answer) {
        new AnswerSpan(Tracing.span(request.scope())).tell(request.model(), answer);
        return answer;
    }

    private <A> CompletionStage<ClientAnswer<A>> route(ClientRequest<A> request) {
        ActiveTable table = tables.current().orElseThrow(Router::noTable);
        if (request.model().equals(table.table().group())) {
            return group(table, request);
        }
        ModelRoute route = table.table().model(request.model()).orElseThrow(() -> unknown(request.model()));
        return switch (route.state()) {
            case EXACT -> exact(table, sequences.place(route, request), request);
            case PREDICTED -> predicted(table, route, table.predictor(route.model()), request);
            case UNAVAILABLE -> unavailable(table, route, request);
        };
    }

    private <A> CompletionStage<ClientAnswer<A>> exact(ActiveTable table, ModelRoute route, ClientRequest<A> request) {
        boolean replaceable = !request.directives().exact() || table.table().escalates(route);
        Optional<CompiledPredictor> substitute = replaceable ? table.predictor(route.model()) : Optional.empty();
        if (substitute.isPresent() && !calls.promising(table.table(), route)) {
            calls.probe(table.table(), route, outgoing(request), request.scope());
            return predicted(table, route, substitute, request);
        }
        CompletionStage<Reply<A>> execution = calls.call(table.table(), route, outgoing(request), request.scope());
        shared.ifPresent(together -> together.follow(table.table(), route, request, execution));
        joins.offer(request, () -> ReadRequest.read(route.requireSignature(), request.decode())
                .samples(route));
        return execution.thenCompose(reply -> reply.outcome() == Reply.Outcome.GONE && substitute.isPresent()
                ? predicted(table, route, substitute, request)
                : CompletableFuture.completedFuture(passed(table, route, request, reply)));
    }

    private <A> ClientAnswer<A> passed(ActiveTable table, ModelRoute route, ClientRequest<A> request, Reply<A> reply) {
        count(route, reply);
        if (reply.outcome() == Reply.Outcome.ANSWERED) {
            samples.accepted(table, route, request, samples.doubts());
            lasts.passed(route, request, reply.answer());
        }
        return new Passed<>(reply.answer(), reply.outcome(), table.epoch());
    }

    private void count(ModelRoute route, Reply<?> reply) {
        metrics.count(
                route.model(),
                switch (reply.outcome()) {
                    case ANSWERED -> RoutingMetrics.Outcome.EXACT;
                    case REFUSED -> RoutingMetrics.Outcome.REFUSED;
                    case GONE, BROKEN -> RoutingMetrics.Outcome.FAILED;
                });
    }

    private <A> CompletionStage<ClientAnswer<A>> predicted(
            ActiveTable table, ModelRoute route, Optional<CompiledPredictor> predictor, ClientRequest<A> request) {
        new ModelVersion(request.version()).require(route.model(), route.version());
        Optional<RecalledValue> last = lasts.find(table, route, request.directives());
        if (last.isPresent()) {
            return CompletableFuture.completedFuture(recalled(table, route, last.get(), request));
        }
        Requirement requirement = route.rule().requirement(request.directives());
        if (requirement.refusesAll() && table.table().escalates(route)) {
            return escalated(table, route, request);
        }
        if (requirement.refusesAll()) {
            metrics.countUnsure(route.model(), RoutingMetrics.Unsure.REFUSED);
            throw Refusal.unavailable(requirement.refusal(route.model()));
        }
        ReadRequest read = ReadRequest.read(route.requireSignature(), request.decode());
        Doubts doubts = samples.doubts();
        return within(request, read, scope -> joins.complete(
                                table,
                                route,
                                predictor.orElseThrow().reference(),
                                read,
                                request.directives(),
                                scope.context())
                        .thenCompose(whole -> predictions.answer(
                                table,
                                route,
                                predictor.orElseThrow(),
                                whole,
                                requirement,
                                doubts,
                                lasts.watch(request.directives()),
                                scope)))
                .thenApply(response -> {
                    metrics.count(route.model(), outcome(response));
                    samples.accepted(table, route, request, doubts);
                    return new Composed<>(read.inFormOf(response), table.epoch());
                });
    }

    private static <A> Outgoing<A> outgoing(ClientRequest<A> request) {
        return new Outgoing<>(request.size(), request::send);
    }

    /** The last exact value of the request's stream answers; nothing is executed. */
    private <A> ClientAnswer<A> recalled(
            ActiveTable table, ModelRoute route, RecalledValue last, ClientRequest<A> request) {
        ReadRequest read = ReadRequest.read(route.requireSignature(), request.decode());
        long begin = System.nanoTime();
        InferenceResponse response = predictions.recalled(table, route, read, last);
        statistics.answered(route.model(), read.size(), System.nanoTime() - begin);
        metrics.count(route.model(), outcome(response));
        samples.accepted(table, route, request, samples.doubts());
        return new Composed<>(read.inFormOf(response), table.epoch());
    }

    /** What no prediction may answer is executed where the model escalates to; the request passes on as it came. */
    private <A> CompletionStage<ClientAnswer<A>> escalated(
            ActiveTable table, ModelRoute route, ClientRequest<A> request) {
        metrics.countUnsure(route.model(), RoutingMetrics.Unsure.ESCALATED);
        return calls.call(table.table(), table.table().elsewhere(route), outgoing(request), request.scope())
                .thenApply(reply -> passed(table, route, request, reply));
    }

    private <A> CompletionStage<ClientAnswer<A>> unavailable(
            ActiveTable table, ModelRoute route, ClientRequest<A> request) {
        if (table.table().escalates(route)) {
            return escalated(table, route, request);
        }
        throw Refusal.unavailable(route.reason());
    }

    private <A> CompletionStage<ClientAnswer<A>> group(ActiveTable table, ClientRequest<A> request) {
        GroupModel group = table.group()
                .orElseThrow(() -> Refusal.unavailable("no model of group '" + request.model()
                        + "' was ever loaded, so its inputs are not known yet; ask again later"));
        new ModelVersion(request.version()).require(request.model(), GroupModel.VERSION);
        ModelInferRequest message = request.decode();
        Directives asked = request.directives();
        GroupAnswers.requireAnswerable(
                table.table(),
                message.getOutputsList().stream()
                        .map(InferRequestedOutputTensor::getName)
                        .toList(),
                asked.exact());
        ReadRequest read = ReadRequest.read(group.signature(), message);
        joins.offer(request, read::groupSamples);
        Doubts doubts = samples.doubts();
        return within(request, read, scope -> groups.answer(table, group, read, asked, doubts, scope))
                .thenApply(response -> {
                    metrics.count(request.model(), outcome(response));
                    samples.accepted(table, group, request, doubts);
                    return new Composed<>(read.inFormOf(response), table.epoch());
                });
    }

    private <A> CompletionStage<InferenceResponse> within(
            ClientRequest<A> request,
            ReadRequest read,
            Function<SourceScope, CompletionStage<InferenceResponse>> work) {
        SourceScope scope = SourceScope.within(request.scope(), timer);
        long begin = System.nanoTime();
        try {
            return work.apply(scope).whenComplete((response, failure) -> {
                scope.close();
                if (failure == null) {
                    statistics.answered(request.model(), read.size(), System.nanoTime() - begin);
                } else {
                    statistics.failed(request.model(), System.nanoTime() - begin);
                }
            });
        } catch (RuntimeException failure) {
            scope.close();
            throw failure;
        }
    }

    /** Says so as a whole for a model, of each output for the group. */
    static RoutingMetrics.Outcome outcome(InferenceResponse answer) {
        boolean predicted = Stream.concat(
                        Stream.of(answer.parameters()),
                        answer.outputs().stream().map(AnsweredOutput::parameters))
                .anyMatch(parameters -> parameters
                        .getOrDefault(AnswerParameter.PREDICTED.text(), InferParameter.getDefaultInstance())
                        .getBoolParam());
        return predicted ? RoutingMetrics.Outcome.PREDICTED : RoutingMetrics.Outcome.EXACT;
    }

    private <A> ClientAnswer<A> refused(ClientRequest<A> request, Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        String model = tables.current()
                .filter(table -> table.table().group().equals(request.model())
                        || table.table().models().containsKey(request.model()))
                .map(table -> request.model())
                .orElse("unknown");
        metrics.count(model, cause instanceof Refusal ? RoutingMetrics.Outcome.REFUSED : RoutingMetrics.Outcome.FAILED);
        return new Refused<>(
                cause instanceof Refusal refusal
                        ? refusal.status()
                        : Status.INTERNAL
                                .withDescription("the link-runtime failed: " + cause)
                                .withCause(cause));
    }

    private static Refusal notPredicted(String model, String way) {
        return Refusal.unavailable(
                "model '" + model + "' is not loaded, and " + way + " is not predicted; ask for an inference");
    }

    private static Refusal noTable() {
        return Refusal.unavailable(
                "no routing table yet: the link-runtime waits for the operator; ask again in a few seconds");
    }

    private static Refusal unknown(String model) {
        return new Refusal(Status.NOT_FOUND.withDescription("Request for unknown model: '" + model + "' is not found"));
    }
}
