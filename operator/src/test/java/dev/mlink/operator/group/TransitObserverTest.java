package dev.mlink.operator.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.operator.triton.ModelState;
import dev.mlink.operator.triton.ModelStatus;
import dev.mlink.operator.triton.RepositoryIndex;
import dev.mlink.operator.triton.TritonReply;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TransitObserverTest {
    private final MovableClock clock = new MovableClock();
    private final TransitObserver transits = new TransitObserver(clock);

    @Test
    void countsFromWhenItWasSeenFirst() {
        assertThat(look("triton-0", ModelState.UNLOADING)).containsEntry("a", Duration.ZERO);
        clock.pass(Duration.ofSeconds(7));
        assertThat(look("triton-0", ModelState.UNLOADING)).containsEntry("a", Duration.ofSeconds(7));
        assertThat(look("triton-1", ModelState.UNLOADING)).containsEntry("a", Duration.ZERO);
    }

    @Test
    void theNextUnloadIsAnother() {
        look("triton-0", ModelState.UNLOADING);
        clock.pass(Duration.ofSeconds(7));
        assertThat(look("triton-0", ModelState.UNLOADED)).isEmpty();
        assertThat(look("triton-0", ModelState.UNLOADING)).containsEntry("a", Duration.ZERO);
    }

    @Test
    void aLoadAfterAnUnloadIsAnother() {
        look("triton-0", ModelState.UNLOADING);
        clock.pass(Duration.ofSeconds(7));
        assertThat(look("triton-0", ModelState.LOADING)).containsEntry("a", Duration.ZERO);
        clock.pass(Duration.ofSeconds(3));
        assertThat(look("triton-0", ModelState.LOADING)).containsEntry("a", Duration.ofSeconds(3));
        assertThat(look("triton-0", ModelState.READY)).isEmpty();
    }

    @Test
    void aTritonThatDoesNotAnswerIsNotOverWithIt() {
        look("triton-0", ModelState.UNLOADING);
        assertThat(transits.look("uid", "triton-0", new TritonReply.Unreachable<>("gone")))
                .isEmpty();
        clock.pass(Duration.ofSeconds(7));
        assertThat(look("triton-0", ModelState.UNLOADING)).containsEntry("a", Duration.ofSeconds(7));
    }

    @Test
    void aGroupThatIsGoneIsForgotten() {
        look("triton-0", ModelState.UNLOADING);
        transits.forget("uid");
        clock.pass(Duration.ofSeconds(7));
        assertThat(look("triton-0", ModelState.UNLOADING)).containsEntry("a", Duration.ZERO);
    }

    private Map<String, Duration> look(String endpoint, ModelState state) {
        return transits.look(
                "uid",
                endpoint,
                new TritonReply.Ok<>(new RepositoryIndex(Map.of("a", new ModelStatus("a", state, "", List.of())))));
    }
}
