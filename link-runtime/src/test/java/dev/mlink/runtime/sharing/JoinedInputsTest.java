package dev.mlink.runtime.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.runtime.sharing.JoinedInputs.SampleName;
import dev.mlink.triton.tensor.Datatype;
import dev.mlink.triton.tensor.Shape;
import dev.mlink.triton.tensor.Tensor;
import io.grpc.Context;
import io.grpc.Context.CancellableContext;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class JoinedInputsTest {
    private static final Caller NOBODY = new Caller("", Map.of());
    private static final SampleName SAMPLE = new SampleName(NOBODY, "door", "1");
    private static final Tensor SOUND = Tensor.ofFloats("S", Datatype.FP32, Shape.of(1), 5);

    private final JoinedInputs inputs = new JoinedInputs(Duration.ofSeconds(30), 1 << 20);

    @Test
    void whatCameBeforeIsThere() {
        inputs.offer(SAMPLE, Map.of("sound", SOUND));
        assertThat(find(SAMPLE)).isCompletedWithValue(Map.of("sound", SOUND));
    }

    @Test
    void whatComesLaterIsWaitedFor() {
        CompletionStage<Map<String, Tensor>> one = find(SAMPLE);
        CompletionStage<Map<String, Tensor>> another = find(SAMPLE);
        assertThat(one).isNotDone();
        inputs.offer(SAMPLE, Map.of("sound", SOUND));
        assertThat(one).isCompletedWithValue(Map.of("sound", SOUND));
        assertThat(another).isCompletedWithValue(Map.of("sound", SOUND));
    }

    @Test
    void anotherCallerStreamOrSampleIsNotJoined() {
        inputs.offer(SAMPLE, Map.of("sound", SOUND));
        assertThat(find(new SampleName(new Caller("CN=a", Map.of()), "door", "1")))
                .isNotDone();
        assertThat(find(new SampleName(NOBODY, "yard", "1"))).isNotDone();
        assertThat(find(new SampleName(NOBODY, "door", "2"))).isNotDone();
    }

    @Test
    void nobodyWaitsLongerThanTheWindowOrThanItsScope() {
        JoinedInputs hasty = new JoinedInputs(Duration.ofMillis(1), 1 << 20);
        assertThat(hasty.find(SAMPLE, Set.of("sound"), Context.ROOT)
                        .toCompletableFuture()
                        .join())
                .isEmpty();
        CancellableContext scope = Context.ROOT.withCancellation();
        CompletionStage<Map<String, Tensor>> found = inputs.find(SAMPLE, Set.of("sound"), scope);
        scope.cancel(null);
        assertThat(found).isCompletedWithValue(Map.of());
    }

    private CompletionStage<Map<String, Tensor>> find(SampleName sample) {
        return inputs.find(sample, Set.of("sound"), Context.ROOT);
    }
}
