package dev.mlink.runtime.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.runtime.upstream.Diagnosis;
import dev.mlink.runtime.upstream.InFlight;
import dev.mlink.runtime.upstream.Reply;
import dev.mlink.triton.tensor.Tensor;
import dev.mlink.triton.wire.ModelInferRequest;
import io.grpc.Context;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class SequencesTest {
    private final MovableClock clock = new MovableClock();
    private final InFlight inFlight = new InFlight();
    private final Sequences sequences = new Sequences(inFlight, clock);

    @Test
    void everyPodHasASequenceOnTheSameEndpoint() {
        Sequences otherPod = new Sequences(new InFlight(), clock);
        Set<String> used = new HashSet<>();
        for (int id = 0; id < 50; id++) {
            List<String> here = endpoints(sequences, "t0", "t1", "t2", id, false);
            assertThat(endpoints(otherPod, "t2", "t0", "t1", id, false)).isEqualTo(here);
            used.addAll(here);
        }
        assertThat(used).containsExactlyInAnyOrder("t0", "t1", "t2");
    }

    @Test
    void aSequenceStaysWhereItBeganUntilItEndsOrIsIdle() {
        for (int id = 0; id < 50; id++) {
            List<String> first = endpoints(sequences, "t0", "t1", "t1", id, false);
            assertThat(endpoints(sequences, "t0", "t1", "t2", id, true)).isEqualTo(first);
        }
        assertThat(inFlight.of("m")).isZero();
        endpoints(sequences, "t0", "t1", "t2", 1, false);
        assertThat(inFlight.of("m")).isOne();
        clock.pass(Duration.ofSeconds(2));
        sequences.forgetIdle();
        assertThat(inFlight.of("m")).isZero();
    }

    private static List<String> endpoints(
            Sequences sequences, String one, String two, String three, int id, boolean ends) {
        ModelRoute route = new ModelRoute(
                "m",
                ModelRoute.State.EXACT,
                Map.of(),
                "Y",
                "1",
                Optional.empty(),
                List.of(one, two, three),
                Optional.empty(),
                "",
                ConfidenceRule.NONE,
                Optional.empty());
        return sequences
                .place(route, new Asked(new Sequence(Integer.toString(id), false, ends)))
                .endpoints();
    }

    /** A request of which only its sequence is of interest. */
    private record Asked(Sequence part) implements ClientRequest<String> {
        @Override
        public String model() {
            return "m";
        }

        @Override
        public String version() {
            return "";
        }

        @Override
        public Directives directives() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Sequence> sequence() {
            return Optional.of(part);
        }

        @Override
        public Context scope() {
            return Context.ROOT;
        }

        @Override
        public int size() {
            return 0;
        }

        @Override
        public int bytesToRead() {
            return 0;
        }

        @Override
        public ModelInferRequest decode() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Tensor> output(String answer, String name) {
            return Optional.empty();
        }

        @Override
        public CompletionStage<Reply<String>> send(Endpoint endpoint, Diagnosis diagnosis, Context scope) {
            throw new UnsupportedOperationException();
        }
    }
}
