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
import dev.mlink.runtime.testing.SmallVolume;
import dev.mlink.testing.S3Server;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code train} when its store leaves it in the middle. */
class TrainingFaultsIT {
    private static final String LOCATION = "s3://" + S3Server.BUCKET + "/group";
    private static final int SAMPLES = 120;

    @TempDir
    Path directory;

    private final StringWriter errors = new StringWriter();

    @Test
    void aTrainingWhoseBucketIsGoneForAWhileGoesOnWhereItWas() throws IOException {
        try (S3Server server = S3Server.start();
                FaultyProxy proxy = FaultyProxy.to(server.address())) {
            server.configure(proxy.address());
            goesOn(proxy);
        }
    }

    @Test
    void aTrainingOnAFullVolumeSaysSoAndLeavesNoReport() throws IOException {
        Path plan = directory.resolve("plan.json");
        Path root = Files.createDirectory(directory.resolve("volume"));
        try (SmallVolume volume = SmallVolume.mount(root, 256)) {
            Store store = Store.open(volume.root().toString());
            write(plan, store);
            Path filling = Files.createFile(root.resolve("filling"));
            fill(filling);

            assertThat(train(plan, root.toString(), line -> {})).isEqualTo(1);
            assertThat(errors.toString())
                    .startsWith("train: the store cannot write " + root)
                    .contains("No space left on device");
            assertThat(store.trainings().newestFirst()).isEmpty();

            Files.delete(filling);
            assertThat(train(plan, root.toString(), line -> {})).isZero();
            assertThat(store.trainings().newestFirst()).containsExactly("p");
        }
    }

    private void goesOn(FaultyProxy proxy) throws IOException {
        Path plan = directory.resolve("plan.json");
        Store store = Store.open(LOCATION);
        write(plan, store);

        List<String> first = new ArrayList<>();
        int ended = train(plan, LOCATION, line -> {
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
        assertThat(train(plan, LOCATION, second::add)).isZero();

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

    private static void write(Path plan, Store store) throws IOException {
        Scene scene = scene().profiled(store, "p", 1000);
        Files.writeString(plan, JsonFormat.printer().print(scene.plan("p", 1)));
    }

    /** To the last byte. */
    private static void fill(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.APPEND)) {
            while (true) {
                out.write(new byte[4096]);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left on device");
        }
    }

    private static List<String> trained(List<String> lines) {
        return lines.stream().filter(line -> line.endsWith(" trained")).toList();
    }

    private int train(Path plan, String location, Consumer<String> lines) {
        return new CommandLine(new TrainCommand())
                .setErr(new PrintWriter(errors))
                .setOut(new PrintWriter(new StringWriter()) {
                    @Override
                    public void println(String line) {
                        lines.accept(line);
                    }
                })
                .execute("--plan", plan.toString(), "--store", location);
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
