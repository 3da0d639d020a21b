package dev.mlink.runtime.routing;

import dev.mlink.runtime.upstream.Reply;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.concurrent.CompletionStage;

/** Counts how requests ended and times what a prediction takes; never sees a payload. */
final class RoutingMetrics {
    private final MeterRegistry registry;

    /** How one request ended. */
    enum Outcome {
        EXACT,
        PREDICTED,
        /** The request was at fault, or the model is known to be unavailable. */
        REFUSED,
        /** Triton was at fault. */
        FAILED
    }

    /** What became of a request whose prediction was not confident enough. */
    enum Unsure {
        REFUSED,
        /** Executed elsewhere, wholly or in the rows in question. */
        ESCALATED
    }

    RoutingMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void count(String model, Outcome outcome) {
        registry.counter(
                        "mlink.requests",
                        "model",
                        model,
                        "outcome",
                        outcome.name().toLowerCase(Locale.ROOT))
                .increment();
    }

    void countUnsure(String model, Unsure unsure) {
        registry.counter(
                        "mlink.unsure", "model", model, "outcome", unsure.name().toLowerCase(Locale.ROOT))
                .increment();
    }

    /** Triton has not answered a call, or not with tensors. */
    void countUpstreamError(String model, Reply.Outcome outcome) {
        registry.counter(
                        "mlink.upstream.errors",
                        "model",
                        model,
                        "outcome",
                        outcome.name().toLowerCase(Locale.ROOT))
                .increment();
    }

    /** A model's output served one more prediction or answer of the group than it was executed for. */
    void countShared(String model) {
        registry.counter("mlink.shared", "model", model).increment();
    }

    /** A prediction was made without this source, since it failed or was late. */
    void countMasked(String model) {
        registry.counter("mlink.masked", "model", model).increment();
    }

    /** Time from asking a model to having its output, for predictions and for the group. */
    <T> CompletionStage<T> timeSource(String model, CompletionStage<T> run) {
        Timer.Sample sample = Timer.start(registry);
        return run.whenComplete((output, failed) -> sample.stop(registry.timer("mlink.source", "model", model)));
    }

    /** Time that the predictor alone takes. */
    void timePrediction(String model, Runnable prediction) {
        registry.timer("mlink.prediction", "model", model).record(prediction);
    }
}
