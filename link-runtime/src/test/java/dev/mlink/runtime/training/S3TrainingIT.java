package dev.mlink.runtime.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.JsonFormat;
import dev.mlink.admin.v1alpha1.MetricType;
import dev.mlink.admin.v1alpha1.Task;
import dev.mlink.admin.v1alpha1.TrainingReport;
import dev.mlink.runtime.evaluation.StoredEvaluator;
import dev.mlink.runtime.store.Digest;
import dev.mlink.runtime.store.Store;
import dev.mlink.runtime.testing.FaultyProxy;
import dev.mlink.runtime.testing.FaultyProxy.Fault;
import dev.mlink.runtime.testing.S3Server;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code train} with its store in a bucket, whose server leaves it in the middle. */
class S3TrainingIT {
    private static final String LOCATION = "s3://" + S3Server.BUCKET + "/group";
    private static final int SAMPLES = 120;

    @TempDir
    Path directory;

    private S3Server server;
    private FaultyProxy proxy;

    @BeforeEach
    void start() {
        server = S3Server.start();
        proxy = FaultyProxy.to(server.address());
        server.configure(proxy.address());
    }

    @AfterEach
    void stop() {
        proxy.close();
        server.close();
    }

    @Test
    void aTrainingThatLosesItsStoreGoesOnWhereItWas() throws IOException {
        Path plan = directory.resolve("plan.json");
        Store store = Store.open(LOCATION);
        Files.writeString(
                plan,
                JsonFormat.printer().print(scene().profiled(store, "p", 1000).plan("p", 1)));

        List<String> first = new ArrayList<>();
        StringWriter errors = new StringWriter();
        int ended = train(plan, errors, line -> {
            first.add(line);
            if (trained(first).size() == 2) {
                proxy.always(new Fault.Refusal("503 Slow Down"));
            }
        });
        assertThat(ended).isEqualTo(1);
        assertThat(errors.toString()).startsWith("train: the store cannot ").contains(LOCATION);

        proxy.always(new Fault.None());
        assertThat(store.trainings().newestFirst()).isEmpty();
        List<String> second = new ArrayList<>();
        assertThat(train(plan, errors, second::add)).isZero();

        assertThat(trained(second)).isNotEmpty().doesNotContainAnyElementsOf(trained(first));
        assertThat(second).contains("training 'p' is done").last().asString().startsWith("removed ");
        TrainingReport report = new StoredEvaluator(store).report("p").orElseThrow();
        assertThat(report.getLinksList()).hasSize(2);
        for (TrainingReport.Link link : report.getLinksList()) {
            assertThat(store.artifacts()
                            .read(new Digest(link.getArtifact()))
                            .description()
                            .target())
                    .isEqualTo(link.getTarget());
        }
        assertThat(store.trainings().partial("p").list("")).isEmpty();
    }

    private static List<String> trained(List<String> lines) {
        return lines.stream().filter(line -> line.endsWith(" trained")).toList();
    }

    private static int train(Path plan, StringWriter errors, Consumer<String> lines) {
        return new CommandLine(new TrainCommand())
                .setErr(new PrintWriter(errors))
                .setOut(new PrintWriter(new StringWriter()) {
                    @Override
                    public void println(String line) {
                        lines.accept(line);
                    }
                })
                .execute("--plan", plan.toString(), "--store", LOCATION);
    }

    /** Four labels, and whether they are odd. */
    private static Scene scene() {
        Random random = new Random(4);
        float[][] labels = new float[SAMPLES][4];
        float[][] parities = new float[SAMPLES][2];
        for (int i = 0; i < SAMPLES; i++) {
            int label = random.nextInt(4);
            labels[i][label] = 1;
            parities[i][label % 2] = 1;
        }
        return new Scene()
                .with("label", Task.SINGLE_LABEL, MetricType.ACCURACY, labels)
                .with("parity", Task.SINGLE_LABEL, MetricType.ACCURACY, parities);
    }
}
