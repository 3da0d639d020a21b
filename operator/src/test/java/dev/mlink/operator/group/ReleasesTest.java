package dev.mlink.operator.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlink.operator.site.UnaskedTriton;
import dev.mlink.operator.triton.ModelState;
import dev.mlink.operator.triton.ModelStatus;
import dev.mlink.operator.triton.RepositoryIndex;
import dev.mlink.operator.triton.TritonReply;
import dev.mlink.triton.TritonAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class ReleasesTest {

    private static final TritonAddress TRITON = new TritonAddress("triton", 8001);
    private final List<String> told = new ArrayList<>();

    @Test
    void tellsOfEachModelWhenItIsGone() {
        await(List.of(
                index(ModelState.UNLOADING, ModelState.UNLOADING),
                index(ModelState.UNLOADING, ModelState.UNLOADED),
                index(ModelState.UNLOADED, ModelState.UNLOADED)));

        assertThat(told).hasSize(2);
        assertThat(told.get(0)).matches("model 'b' on triton-0, in 0\\.10 s, gone in \\d+\\.\\d\\d s");
        assertThat(told.get(1)).matches("model 'a' on triton-0, in 0\\.10 s, gone in \\d+\\.\\d\\d s");
    }

    /** The call comes back before the index says anything else than READY. */
    @Test
    void aModelThatIsStillReadyIsNotGone() {
        await(List.of(index(ModelState.READY, ModelState.UNLOADED), index(ModelState.UNLOADED, ModelState.UNLOADED)));

        assertThat(told.get(0)).startsWith("model 'b'");
        assertThat(told.get(1)).startsWith("model 'a'");
    }

    @Test
    void aTritonThatIsGoneEndsThePass() {
        assertThatThrownBy(() -> await(List.of(new TritonReply.Unreachable<>("triton:8001 does not answer"))))
                .isInstanceOf(StepFailed.class)
                .hasMessageContaining("does not answer");
    }

    private void await(List<TritonReply<RepositoryIndex>> looks) {
        List<Releases.Departure> asked = List.of(
                new Releases.Departure("triton-0", "a", "0.10 s", Stopwatch.started()),
                new Releases.Departure("triton-0", "b", "0.10 s", Stopwatch.started()));
        new Releases(new SlowTriton(new ArrayDeque<>(looks)), TRITON).await(asked, told::add);
    }

    private static TritonReply<RepositoryIndex> index(ModelState a, ModelState b) {
        return new TritonReply.Ok<>(new RepositoryIndex(Map.of("a", status("a", a), "b", status("b", b))));
    }

    private static ModelStatus status(String model, ModelState state) {
        return new ModelStatus(model, state, "", List.of("1"));
    }

    /** Says at each look what comes next. */
    private record SlowTriton(Queue<TritonReply<RepositoryIndex>> looks) implements UnaskedTriton {

        @Override
        public TritonReply<RepositoryIndex> index(TritonAddress endpoint) {
            return looks.remove();
        }
    }
}
