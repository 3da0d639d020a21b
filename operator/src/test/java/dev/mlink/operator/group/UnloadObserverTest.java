package dev.mlink.operator.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.operator.triton.ModelState;
import dev.mlink.operator.triton.ModelStatus;
import dev.mlink.operator.triton.RepositoryIndex;
import dev.mlink.operator.triton.TritonReply;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UnloadObserverTest {
    private Instant now = Instant.parse("2026-11-30T00:00:00Z");
    private final UnloadObserver unloads = new UnloadObserver(new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    });

    @Test
    void countsFromWhenItWasSeenFirst() {
        assertThat(look("triton-0", ModelState.UNLOADING)).containsEntry("a", Duration.ZERO);
        now = now.plusSeconds(7);
        assertThat(look("triton-0", ModelState.UNLOADING)).containsEntry("a", Duration.ofSeconds(7));
        assertThat(look("triton-1", ModelState.UNLOADING)).containsEntry("a", Duration.ZERO);
    }

    @Test
    void theNextUnloadIsAnother() {
        look("triton-0", ModelState.UNLOADING);
        now = now.plusSeconds(7);
        assertThat(look("triton-0", ModelState.UNLOADED)).isEmpty();
        assertThat(look("triton-0", ModelState.UNLOADING)).containsEntry("a", Duration.ZERO);
    }

    @Test
    void aTritonThatDoesNotAnswerIsNotOverWithIt() {
        look("triton-0", ModelState.UNLOADING);
        assertThat(unloads.look("uid", "triton-0", new TritonReply.Unreachable<>("gone")))
                .isEmpty();
        now = now.plusSeconds(7);
        assertThat(look("triton-0", ModelState.UNLOADING)).containsEntry("a", Duration.ofSeconds(7));
    }

    @Test
    void aGroupThatIsGoneIsForgotten() {
        look("triton-0", ModelState.UNLOADING);
        unloads.forget("uid");
        now = now.plusSeconds(7);
        assertThat(look("triton-0", ModelState.UNLOADING)).containsEntry("a", Duration.ZERO);
    }

    private Map<String, Duration> look(String endpoint, ModelState state) {
        return unloads.look(
                "uid",
                endpoint,
                new TritonReply.Ok<>(new RepositoryIndex(Map.of("a", new ModelStatus("a", state, "", List.of())))));
    }
}
