package dev.mlink.runtime.federation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.runtime.store.NpyArray;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FederationTest {
    private static final long BYTES = 4;

    private final Map<String, Contribution> left = new HashMap<>();
    private int looks;

    /** The others' contributions are those that are put there; the own ones are kept. */
    private final Exchange exchange = new Exchange() {
        @Override
        public String name() {
            return "a+b/target/1";
        }

        @Override
        public Contribution begin(Contribution proposal) {
            return left.getOrDefault("start", proposal);
        }

        @Override
        public void publish(int round, Contribution own) {
            left.put(own.group() + round, own);
        }

        @Override
        public Optional<Contribution> read(int round, String group) {
            return Optional.ofNullable(left.get(group + round));
        }
    };

    @Test
    void eachRoundBeginsWithTheMeanOfTheLast() throws IOException {
        left.put("start", Contribution.start("b", "q", Links.of(10)));
        left.put("b1", Links.trained("b", 30, 10, 20));
        left.put("b2", Links.trained("b", 30, 10, 30));
        Outcome outcome = run(10, 2, List.of("b"), 0);
        assertThat(Links.value(left.get("a1").links())).isEqualTo(11);
        float first = (10 * 11 + 30 * 20) / 40f;
        assertThat(Links.value(left.get("a2").links())).isEqualTo(first + 1);
        assertThat(Links.value(outcome.links())).isEqualTo((10 * (first + 1) + 30 * 30) / 40f);
        assertThat(outcome.groups()).containsExactly("a", "b");
        assertThat(outcome.missing()).isEmpty();
        assertThat(outcome.refused()).isEmpty();
        assertThat(outcome.traffic()).containsEntry(Links.PAIR, new Traffic(2 * BYTES, 3 * BYTES));
    }

    @Test
    void aGroupThatDoesNotComeIsWaitedForOnce() throws IOException {
        Outcome outcome = run(10, 3, List.of("b"), 5);
        assertThat(Links.value(outcome.links())).isEqualTo(3);
        assertThat(outcome.groups()).containsExactly("a");
        assertThat(outcome.missing()).containsExactly("b");
        assertThat(looks).isEqualTo(6);
        assertThat(outcome.traffic()).containsEntry(Links.PAIR, new Traffic(4 * BYTES, 0));
    }

    @Test
    void aGroupThatLeavesNoLinkIsNotWaitedFor() throws IOException {
        left.put("b1", new Contribution("b", "q", 10, Map.of(), Map.of()));
        Outcome outcome = run(10, 3, List.of("b"), 5);
        assertThat(outcome.groups()).containsExactly("a");
        assertThat(outcome.missing()).containsExactly("b");
        assertThat(looks).isZero();
    }

    @Test
    void aGroupThatComesLaterCountsFromThenOn() throws IOException {
        left.put("b2", Links.trained("b", 10, 0, 7));
        Outcome outcome = run(10, 2, List.of("b"), 0);
        assertThat(Links.value(outcome.links())).isEqualTo((2 + 7) / 2f);
        assertThat(outcome.groups()).containsExactly("a", "b");
        assertThat(outcome.missing()).containsExactly("b");
    }

    @Test
    void weightsOfAnotherStartAreRefused() throws IOException {
        left.put("b1", Links.trained("b", 10, 5, 7));
        Outcome outcome = run(10, 2, List.of("b"), 0);
        assertThat(outcome.links()).isEmpty();
        assertThat(outcome.refused().get(Links.PAIR))
                .startsWith("IncompatibleInitialisation: ")
                .contains("group 'b'");
    }

    @Test
    void aStartOfAnotherShapeIsRefused() throws IOException {
        left.put(
                "start",
                Contribution.start(
                        "b", "q", Map.of(Links.PAIR, Weights.of(Map.of("w", NpyArray.of(new float[3], 3))))));
        Outcome outcome = run(10, 2, List.of("b"), 0);
        assertThat(outcome.links()).isEmpty();
        assertThat(outcome.refused().get(Links.PAIR)).contains("with arrays {w=[3]}, here they are {w=[1]}");
        assertThat(left.get("a1").links()).as("nobody waits for a").isEmpty();
    }

    @Test
    void aStartWithoutTheLinkIsRefused() throws IOException {
        left.put("start", Contribution.start("b", "q", Map.of()));
        assertThat(run(10, 2, List.of("b"), 0).refused().get(Links.PAIR))
                .isEqualTo("IncompatibleInitialisation: group 'b' began the exchange without link source -> target");
    }

    @Test
    void aLinkThatDivergesIsNotAveraged() throws IOException {
        Outcome outcome = new Federation(exchange, List.of(), looks -> false)
                .run(Contribution.start("a", "p", Links.of(0)), 1, 2, (round, from) -> Map.of());
        assertThat(outcome.links()).isEmpty();
        assertThat(outcome.refused()).containsEntry(Links.PAIR, "the training diverged in round 1");
    }

    /** Group a begins with 0 and adds 1 in each round. */
    private Outcome run(int samples, int rounds, List<String> others, int patience) throws IOException {
        Patience waiting = vain -> {
            looks++;
            return vain <= patience;
        };
        return new Federation(exchange, others, waiting)
                .run(Contribution.start("a", "p", Links.of(0)), samples, rounds, (round, from) -> Links.moved(from, 1));
    }
}
