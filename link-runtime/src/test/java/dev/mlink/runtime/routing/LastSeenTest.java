package dev.mlink.runtime.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.runtime.routing.LastSeen.Seen;
import dev.mlink.runtime.routing.ModelRoute.State;
import dev.mlink.triton.tensor.Datatype;
import dev.mlink.triton.tensor.Shape;
import dev.mlink.triton.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LastSeenTest {
    private static final long LARGE = 1 << 20;

    @Test
    void theNewestOutputOfEachStreamAndModelIsKept() {
        LastSeen seen = new LastSeen(10, LARGE);
        seen.keep("door", route("a", "1"), output(5, 1));
        seen.keep("door", route("a", "1"), output(7, 2));
        seen.keep("door", route("a", "1"), output(6, 3));
        seen.keep("door", route("b", "1"), output(1, 4));
        seen.keep("yard", route("a", "1"), output(9, 5));

        assertThat(seen.find("door", route("a", "1"))).contains(output(7, 2));
        assertThat(seen.find("door", route("b", "1"))).contains(output(1, 4));
        assertThat(seen.find("yard", route("b", "1"))).isEmpty();
        assertThat(seen.find("door", route("a", "2"))).as("another version").isEmpty();
    }

    @Test
    void streamsThatWereNamedLongestAgoAreForgotten() {
        LastSeen seen = new LastSeen(2, LARGE);
        seen.keep("a", route("m", "1"), output(1, 1));
        seen.keep("b", route("m", "1"), output(2, 1));
        assertThat(seen.find("a", route("m", "1"))).isPresent();
        seen.keep("c", route("m", "1"), output(3, 1));
        assertThat(seen.find("a", route("m", "1"))).as("was just asked for").isPresent();
        assertThat(seen.find("b", route("m", "1"))).isEmpty();
        assertThat(seen.find("c", route("m", "1"))).isPresent();
    }

    @Test
    void whatItHoldsIsBoundedInBytes() {
        LastSeen seen = new LastSeen(100, 1000);
        for (int stream = 0; stream < 50; stream++) {
            seen.keep("s" + stream, route("m", "1"), output(1, new float[20]));
        }
        assertThat(seen.find("s49", route("m", "1"))).isPresent();
        assertThat(seen.find("s46", route("m", "1"))).isEmpty();
        for (int time = 2; time < 50; time++) {
            seen.keep("s49", route("m", "1"), output(time, new float[20]));
        }
        assertThat(seen.find("s48", route("m", "1")))
                .as("what was replaced does not count")
                .isPresent();
        seen.keep("large", route("m", "1"), output(1, new float[1000]));
        assertThat(seen.find("large", route("m", "1"))).isEmpty();
        assertThat(seen.find("s49", route("m", "1"))).as("displaces nothing").isPresent();
    }

    private static Seen output(long time, float... values) {
        return new Seen(time, Tensor.ofFloats("Y", Datatype.FP32, Shape.of(1, values.length), values));
    }

    private static ModelRoute route(String model, String version) {
        return new ModelRoute(
                model,
                State.EXACT,
                Map.of(),
                "Y",
                version,
                Optional.empty(),
                List.of("t0"),
                Optional.empty(),
                "",
                ConfidenceRule.NONE,
                Optional.empty());
    }
}
