package dev.mlink.benchmark;

import dev.mlink.runtime.sharing.Caller;
import dev.mlink.runtime.sharing.Question;
import dev.mlink.runtime.sharing.SharedRuns;
import dev.mlink.triton.tensor.Datatype;
import dev.mlink.triton.tensor.Shape;
import dev.mlink.triton.tensor.Tensor;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.grpc.Context;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What it costs that an execution may be shared, besides the execution itself, which here takes no time. */
@State(Scope.Benchmark)
public class SharingBenchmark {
    private static final Caller NOBODY = new Caller("", Map.of());

    /** Of one input. */
    @Param({"1024", "65536", "614400"})
    public int bytes;

    private final CompletionStage<Tensor> answer =
            CompletableFuture.completedFuture(Tensor.ofFloats("Y", Datatype.FP32, Shape.of(1), 1));
    private SharedRuns runs;
    private byte[] frame;
    private Question known;

    @Setup
    public void fill() {
        runs = new SharedRuns(Duration.ofHours(1), 32L << 20);
        frame = new byte[bytes];
        ThreadLocalRandom.current().nextBytes(frame);
        known = question(ByteString.copyFrom(frame));
        followed();
    }

    /** Nobody asks the same: hashed, kept, and pushed out by what comes next. */
    @Benchmark
    public CompletionStage<Tensor> alone() {
        ByteBuffer.wrap(frame).putLong(0, System.nanoTime());
        return run(question(UnsafeByteOperations.unsafeWrap(frame)));
    }

    /** Somebody asked the same: hashed, found, compared. */
    @Benchmark
    public CompletionStage<Tensor> followed() {
        return run(known);
    }

    /** Whether a request to a loaded model is worth a look. */
    @Benchmark
    public boolean passed() {
        return runs.ofInterest("other");
    }

    private CompletionStage<Tensor> run(Question question) {
        return runs.run(question, Context.ROOT, () -> {}, scope -> answer);
    }

    private Question question(ByteString data) {
        Tensor input = new Tensor("image", Datatype.UINT8, Shape.of(bytes), data);
        return new Question("uid:1", "source", "1", NOBODY, Map.of("image", input), bytes);
    }
}
