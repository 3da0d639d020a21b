package dev.mlink.runtime.routing;

import dev.mlink.runtime.routing.ClientAnswer.Composed;
import dev.mlink.runtime.routing.ClientAnswer.Passed;
import dev.mlink.runtime.routing.ClientAnswer.Refused;
import dev.mlink.runtime.upstream.Reply;
import io.opentelemetry.api.trace.Span;
import java.util.Locale;

/** What the span of a request says about its answer; never anything of a payload. */
record AnswerSpan(Span span) {

    void tell(String model, ClientAnswer<?> answer) {
        if (!span.isRecording()) {
            return;
        }
        span.setAttribute("mlink.model", model);
        if (answer instanceof Passed<?> passed) {
            tell(outcome(passed.outcome()), passed.epoch());
        } else if (answer instanceof Composed<?> composed) {
            tell(Router.outcome(composed.response()), composed.epoch());
        } else if (answer instanceof Refused<?>) {
            tell(RoutingMetrics.Outcome.REFUSED);
        }
    }

    private static RoutingMetrics.Outcome outcome(Reply.Outcome reply) {
        return switch (reply) {
            case ANSWERED -> RoutingMetrics.Outcome.EXACT;
            case REFUSED -> RoutingMetrics.Outcome.REFUSED;
            case GONE, BROKEN -> RoutingMetrics.Outcome.FAILED;
        };
    }

    private void tell(RoutingMetrics.Outcome outcome, long epoch) {
        tell(outcome);
        span.setAttribute("mlink.epoch", epoch);
    }

    private void tell(RoutingMetrics.Outcome outcome) {
        span.setAttribute("mlink.outcome", outcome.name().toLowerCase(Locale.ROOT));
    }
}
