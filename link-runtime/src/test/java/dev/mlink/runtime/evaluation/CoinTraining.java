package dev.mlink.runtime.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.JsonFormat;
import dev.mlink.admin.v1alpha1.MetricType;
import dev.mlink.runtime.store.NpzFile;
import dev.mlink.runtime.store.Store;
import dev.mlink.runtime.training.Scene;
import dev.mlink.runtime.training.TrainCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import picocli.CommandLine;

/**
 * One small training {@code old}, made by the command, of 200 samples: a label implies a parity, a coin implies nothing.
 * Two more profiles are there, {@code overlapping} and {@code same-time} in part or wholly as old as the training's.
 */
record CoinTraining(Path directory) {
    static final int SAMPLES = 200;

    static CoinTraining in(Path directory) throws IOException {
        CoinTraining training = new CoinTraining(directory);
        Scene scene = scene(1).profiled(training.store(), "old", 1000);
        Path plan = Files.writeString(
                directory.resolve("plan.json"), JsonFormat.printer().print(scene.plan("old", 1)));
        Run run = run(new TrainCommand(), "--store", directory.resolve("store").toString(), "--plan", plan.toString());
        assertThat(run.error()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(run.output()).contains("label -> parity trained", "training 'old' is done\n");
        scene(2).profiled(training.store(), "overlapping", 1000 + 100);
        scene(3).profiled(training.store(), "same-time", 1000 - 80);
        return training;
    }

    Store store() {
        return new Store(directory.resolve("store"));
    }

    /** The command {@code evaluate} on outputs that the training has not seen. */
    Run evaluate(String... options) throws IOException {
        Path file = directory.resolve("held.npz");
        float[][] labels = labels(9);
        new NpzFile(file)
                .write(Map.of(
                        "label",
                        Scene.array(labels),
                        "parity",
                        Scene.array(parities(labels)),
                        "coin",
                        Scene.array(coins(9))));
        List<String> arguments = new ArrayList<>(
                List.of("--store", directory.resolve("store").toString(), "--outputs", file.toString()));
        arguments.addAll(List.of(options));
        return run(new EvaluateCommand(), arguments.toArray(String[]::new));
    }

    /** How a command ended. */
    record Run(int status, String output, String error) {}

    static Run run(Object command, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = new CommandLine(command)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new Run(status, out.toString(), err.toString());
    }

    private static Scene scene(long seed) {
        float[][] labels = labels(seed);
        return new Scene()
                .with("label", dev.mlink.admin.v1alpha1.Task.SINGLE_LABEL, MetricType.ACCURACY, labels)
                .with("parity", dev.mlink.admin.v1alpha1.Task.SINGLE_LABEL, MetricType.ACCURACY, parities(labels))
                .with("coin", dev.mlink.admin.v1alpha1.Task.SINGLE_LABEL, MetricType.ACCURACY, coins(seed));
    }

    private static float[][] labels(long seed) {
        Random random = new Random(seed);
        float[][] rows = new float[SAMPLES][6];
        for (float[] row : rows) {
            row[random.nextInt(6)] = 1;
        }
        return rows;
    }

    private static float[][] parities(float[][] labels) {
        float[][] rows = new float[labels.length][2];
        for (int i = 0; i < rows.length; i++) {
            rows[i][Metric.Accuracy.largest(labels[i]) % 2] = 1;
        }
        return rows;
    }

    private static float[][] coins(long seed) {
        Random random = new Random(-seed);
        float[][] rows = new float[SAMPLES][2];
        for (float[] row : rows) {
            row[random.nextInt(2)] = 1;
        }
        return rows;
    }
}
