package dev.mlink.runtime.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlink.runtime.store.NpyArray;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FederatedAverageTest {
    private final FederatedAverage average = new FederatedAverage(Links.PAIR);

    @Test
    void groupsWeighAsManySamplesAsTheyHave() throws Exception {
        Weights mean = average.of(
                List.of(Links.trained("a", 300, 0, 1), Links.trained("b", 100, 0, 5), Links.trained("c", 400, 0, -1)));
        assertThat(mean.arrays().get("w").floats()).containsExactly((300 + 500 - 400) / 800f);
    }

    @Test
    void oneGroupAloneIsItsOwnMean() throws Exception {
        assertThat(average.of(List.of(Links.trained("a", 7, 0, .25f)))
                        .arrays()
                        .get("w")
                        .floats())
                .containsExactly(.25f);
    }

    @Test
    void linksThatBeganApartAreRefused() {
        List<Contribution> apart = List.of(Links.trained("a", 1, 0, 1), Links.trained("b", 1, .1f, 1));
        assertThatThrownBy(() -> average.of(apart))
                .isInstanceOf(IncompatibleInitialisationException.class)
                .hasMessageContaining("of group 'b' did not begin from the same weights as that of 'a'");
    }

    @Test
    void linksOfOtherShapesAreRefused() {
        Map<Pair, Weights> wide = Map.of(Links.PAIR, Weights.of(Map.of("w", NpyArray.of(new float[2], 2))));
        Contribution other = new Contribution("b", "p", 1, Contribution.digests(Links.of(0)), wide);
        assertThatThrownBy(() -> average.of(List.of(Links.trained("a", 1, 0, 1), other)))
                .isInstanceOf(IncompatibleInitialisationException.class)
                .hasMessageContaining("{w=[2]}, that of 'a' {w=[1]}");
    }
}
