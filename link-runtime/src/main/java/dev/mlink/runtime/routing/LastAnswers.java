package dev.mlink.runtime.routing;

import dev.mlink.runtime.calibration.Certainty;
import dev.mlink.runtime.prediction.LastOutputs.LastOutput;
import dev.mlink.runtime.routing.ActiveTable.CompiledLast;
import dev.mlink.runtime.routing.LastSeen.Seen;
import dev.mlink.triton.tensor.Tensor;
import java.time.Clock;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * Answers with the last exact output of the stream that a request names: of the profile, or a newer one that went by.
 * Requests that name no stream cost nothing.
 */
final class LastAnswers {
    private final LastSeen seen;
    private final Clock clock;

    LastAnswers(LastSeen seen, Clock clock) {
        this.seen = seen;
        this.clock = clock;
    }

    /** Empty unless one is known that is young and sure enough. */
    Optional<RecalledValue> find(ActiveTable table, ModelRoute route, Directives asked) {
        if (asked.stream().isEmpty()) {
            return Optional.empty();
        }
        return table.last(route.model())
                .flatMap(last -> newest(last, route, asked.stream()).flatMap(value -> recalled(last, value)))
                .filter(value -> value.meets(table.last(route.model())
                        .orElseThrow()
                        .reference()
                        .rule()
                        .requirement(asked)));
    }

    /** For the exact outputs of one request; nothing is kept where it names no stream. */
    StreamWatch watch(Directives asked) {
        return new StreamWatch(seen, clock, asked.stream());
    }

    /** After Triton answered a request that passed on as it came; one that names no stream is not looked at. */
    <A> void passed(ModelRoute route, ClientRequest<A> request, A answer) {
        StreamWatch watch = watch(request.directives());
        boolean profiled = request.version().isEmpty() || request.version().equals(route.version());
        if (watch.watches() && profiled && route.signature().isPresent()) {
            boolean batches = route.requireSignature().batches();
            request.output(answer, route.output())
                    .map(output -> batches ? output : output.shaped(SampleBatch.withBatch(output.shape())))
                    .filter(output -> !output.shape().dimensions().isEmpty())
                    .ifPresent(output -> watch.saw(route, output));
        }
    }

    private Optional<Seen> newest(CompiledLast last, ModelRoute route, String stream) {
        Optional<LastOutput> profiled =
                Optional.ofNullable(last.outputs().byStream().get(stream));
        return Stream.concat(
                        profiled.map(output -> new Seen(output.time(), tensor(last, output))).stream(),
                        seen.find(stream, route).stream())
                .max(Comparator.comparingLong(Seen::time));
    }

    private static Tensor tensor(CompiledLast last, LastOutput output) {
        return new SampleRows(last.outputs().form()).write(last.output(), 1, output.values());
    }

    private Optional<RecalledValue> recalled(CompiledLast last, Seen value) {
        long age = Math.max(0, clock.millis() - value.time());
        if (age > last.outputs().longestAge().toMillis()) {
            return Optional.empty();
        }
        PredictorReference by = last.reference().by();
        OptionalDouble confidence = by.calibration().stream()
                .mapToDouble(calibration -> calibration.confidence(Certainty.ofAge(age)))
                .findFirst();
        return Optional.of(new RecalledValue(value.row(), age, confidence, by));
    }
}
