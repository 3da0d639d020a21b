package dev.mlink.benchmark;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One answer to one sample. */
@State(Scope.Benchmark)
public class PredictorBenchmark {

    @Param
    public Network network;

    private Opponents opponents;

    @Setup
    public void load() {
        opponents = network.opponents();
    }

    @TearDown
    public void close() {
        opponents.close();
    }

    @Benchmark
    public float[] mlink() {
        return opponents.served().answer();
    }

    @Benchmark
    public float[] djl() {
        return opponents.framework().answer();
    }
}
